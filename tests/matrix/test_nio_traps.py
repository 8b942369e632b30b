"""nio itself: each trap of MATRIX.md that the code works round is still there.

A test that fails here is good news: nio has mended something, and the workaround that it names can go.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from nio import (
    AsyncClient,
    AsyncClientConfig,
    KeysClaimResponse,
    KeysQueryResponse,
    RoomMessageText,
    RoomSendResponse,
    SyncResponse,
)
from nio.crypto import Olm
from nio.store import SqliteMemoryStore

from bot.matrix.login import silence_libraries
from tests.matrix.pair import JEAN, MALLORY, ROOM, VIGIL, Side, acquainted, says_anything, side
from tests.matrix.wire import Says, Wire, wire


@pytest.fixture(autouse=True)
def _quiet() -> None:
    silence_libraries()


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver that says what the test wants."""
    async with wire() as made:
        yield made


@pytest.fixture
async def client(front: Wire) -> AsyncIterator[AsyncClient]:
    """nio's client, logged in as the bot, with nothing in its store; it gives up after one time-out."""
    config = AsyncClientConfig(
        store=SqliteMemoryStore, store_sync_tokens=True, request_timeout=1, max_timeouts=0
    )
    made = AsyncClient(front.url, VIGIL, config=config, store_path="nowhere")
    made.restore_login(VIGIL, "NIO", "token")
    yield made
    await made.close()


def knows(olm: Olm, *phones: Side) -> None:
    """nio learns these devices."""
    lists: dict[str, dict[str, Any]] = {}
    for phone in phones:
        lists.setdefault(phone.machine.user, {})[phone.machine.device_id] = phone.device_keys
    olm.handle_response(KeysQueryResponse(lists, {}))


def sync(token: str, **more: Any) -> SyncResponse:
    """An answer of `/sync`, read by nio."""
    response = SyncResponse.from_dict({"next_batch": token, **more})
    assert isinstance(response, SyncResponse)
    return response


def member(person: str, number: int) -> dict[str, Any]:
    """Somebody who is in."""
    return {
        "type": "m.room.member",
        "event_id": f"$m{number}",
        "sender": person,
        "state_key": person,
        "origin_server_ts": number,
        "content": {"membership": "join"},
    }


def room_of(*people: str) -> SyncResponse:
    """An encrypted room with these people in it, as sync shows it."""
    state = [
        *(member(person, number) for number, person in enumerate(people)),
        {
            "type": "m.room.encryption",
            "event_id": "$e",
            "sender": VIGIL,
            "state_key": "",
            "origin_server_ts": 1,
            "content": {"algorithm": "m.megolm.v1.aes-sha2"},
        },
    ]
    joined = {"state": {"events": state}, "timeline": {"events": []}}
    return sync("s1", rooms={"join": {ROOM: joined}})


def sends(front: Wire, *phones: Side) -> None:
    """A homeserver on which these devices have keys, and which takes everything."""
    lists: dict[str, dict[str, Any]] = {}
    keys: dict[str, dict[str, Any]] = {}
    for phone in phones:
        user, device = phone.machine.user, phone.machine.device_id
        lists.setdefault(user, {})[device] = phone.device_keys
        key_id = next(iter(phone.uploaded["one_time_keys"]))
        keys.setdefault(user, {})[device] = {key_id: phone.uploaded["one_time_keys"][key_id]}
    joined = {phone.machine.user: {"display_name": None, "avatar_url": None} for phone in phones}
    front.answers("GET", "/joined_members", Says(200, {"joined": joined}), always=True)
    front.answers("POST", "/keys/query", Says(200, {"device_keys": lists, "failures": {}}), always=True)
    front.answers("POST", "/keys/claim", Says(200, {"one_time_keys": keys, "failures": {}}), always=True)
    front.answers("PUT", "/sendToDevice/", Says(), always=True)
    front.answers("PUT", "/send/", Says(200, {"event_id": "$1"}), always=True)


async def says_help(client: AsyncClient) -> object:
    """nio sends a text."""
    return await client.room_send(
        ROOM, "m.room.message", {"msgtype": "m.text", "body": "help"}, ignore_unverified_devices=True
    )


async def test_1_who_is_invited_but_not_yet_shown_gets_no_key(
    client: AsyncClient, front: Wire, tmp_path: Path
) -> None:
    """`AsyncClient.room_send` gives the key to the members whom sync has shown, and reports success."""
    jean, invited = side(tmp_path, JEAN), side(tmp_path, MALLORY)
    sends(front, jean, invited)
    front.answers("GET", "/joined_members", Says(200, {"joined": {JEAN: {}, VIGIL: {}}}), always=True)
    await client.receive_response(room_of(VIGIL, JEAN))
    assert isinstance(await says_help(client), RoomSendResponse)
    assert client.olm.outbound_group_sessions[ROOM].users_shared_with == {(JEAN, "PHONE")}


async def test_2_success_is_reported_when_nobody_got_the_key(
    client: AsyncClient, front: Wire, tmp_path: Path
) -> None:
    """`AsyncClient.share_group_session` drops failed requests and marks the session as shared."""
    sends(front, side(tmp_path, JEAN))
    front.answers("PUT", "/sendToDevice/", Says(500, {"errcode": "M_UNKNOWN"}), always=True)
    await client.receive_response(room_of(VIGIL, JEAN))
    assert isinstance(await says_help(client), RoomSendResponse)
    session = client.olm.outbound_group_sessions[ROOM]
    assert session.shared
    assert session.users_shared_with == set()


async def test_3_one_time_out_blocks_the_room_for_good(
    client: AsyncClient, front: Wire, tmp_path: Path
) -> None:
    """`AsyncClient.share_group_session` claims keys outside its try; `sharing_session` is never popped."""
    sends(front, side(tmp_path, JEAN))
    front.answers("POST", "/keys/claim", front.silent, always=True)
    await client.receive_response(room_of(VIGIL, JEAN))
    with pytest.raises(TimeoutError):
        await says_help(client)
    assert not client.sharing_session[ROOM].is_set()  # What every later `room_send` waits for.


async def test_4_the_token_moves_on_before_anything_is_processed(client: AsyncClient) -> None:
    """`AsyncClient._handle_sync` sets and saves `next_batch` first: what a fault cut off is lost."""

    async def fails(*_: object) -> None:
        raise OSError("The disk is full.")

    heard: list[object] = []

    async def hears(*event: object) -> None:
        heard.append(event)

    client.add_event_callback(fails, RoomMessageText)
    message = {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": JEAN,
        "origin_server_ts": 1,
        "content": {"msgtype": "m.text", "body": "help"},
    }
    response = sync("s1", rooms={"join": {ROOM: {"timeline": {"events": [message]}}}})
    with pytest.raises(OSError):
        await client.receive_response(response)
    assert client.next_batch == "s1"
    assert client.store.load_sync_token() == "s1"
    client.event_callbacks.clear()
    client.add_event_callback(hears, RoomMessageText)
    await client.receive_response(response)
    assert heard == []


async def test_5_a_malformed_to_device_message_takes_the_sync_with_it(
    client: AsyncClient, tmp_path: Path
) -> None:
    """`Olm.decrypt_event` lets bad base64 raise: the key behind it in the same sync is never read."""
    content = {
        "algorithm": "m.olm.v1.curve25519-aes-sha2",
        "sender_key": side(tmp_path, JEAN).device.curve25519,
        "ciphertext": {client.olm.account.identity_keys["curve25519"]: {"type": 0, "body": "!!"}},
    }
    bad = {"type": "m.room.encrypted", "sender": MALLORY, "content": content}
    with pytest.raises(ValueError):
        await client.receive_response(sync("s1", to_device={"events": [bad]}))


def test_5_malformed_device_keys_take_the_whole_answer_with_them(client: AsyncClient, tmp_path: Path) -> None:
    """`Olm._handle_key_query` raises: nobody listed behind the bad device is ever learned."""
    jean, mallory = side(tmp_path, JEAN), side(tmp_path, MALLORY)
    keys = mallory.device_keys
    keys["keys"]["ed25519:PHONE"] = "garbage"
    lists = {MALLORY: {"PHONE": keys}, JEAN: {"PHONE": jean.device_keys}}
    with pytest.raises(ValueError):
        client.olm.handle_response(KeysQueryResponse(lists, {}))
    assert not list(client.device_store.active_user_devices(JEAN))


def test_5_a_malformed_one_time_key_takes_the_whole_answer_with_it(
    client: AsyncClient, tmp_path: Path
) -> None:
    """`Olm._handle_key_claiming` raises: no channel is opened to those behind it."""
    jean, mallory = side(tmp_path, JEAN), side(tmp_path, MALLORY)
    knows(client.olm, jean, mallory)
    bad = {"key": "garbage"}
    signed = {**bad, "signatures": {MALLORY: {"ed25519:PHONE": mallory.machine.sign_json(bad)}}}
    good = dict([jean.uploaded["one_time_keys"].popitem()])
    keys = {MALLORY: {"PHONE": {"signed_curve25519:A": signed}}, JEAN: {"PHONE": good}}
    with pytest.raises(ValueError):
        client.olm.handle_response(KeysClaimResponse(keys, {}))
    assert client.olm.session_store.get(jean.device.curve25519) is None


def jean_with_session(client: AsyncClient, tmp_path: Path) -> Side:
    """Jean's phone, whose session nio has been given."""
    jean, bot = acquainted(tmp_path)
    jean.shares(bot)
    session = jean.machine.outbound._rooms[ROOM].record
    device = jean.device
    client.olm.create_group_session(device.curve25519, device.ed25519, ROOM, session.session_id, session.key)
    return jean


def said(jean: Side, payload: dict[str, Any], **more: Any) -> SyncResponse:
    """A sync with an encrypted message of Jean's in it."""
    event = {**says_anything(jean, payload), "origin_server_ts": 1, **more}
    event["content"] |= {"sender_key": jean.device.curve25519, "device_id": "PHONE"}
    return sync("s2", rooms={"join": {ROOM: {"timeline": {"events": [event]}}}})


async def test_6_an_encrypted_payload_can_be_room_state(client: AsyncClient, tmp_path: Path) -> None:
    """`AsyncClient._handle_joined_rooms` applies it: any member can forge names, members, power."""
    jean = jean_with_session(client, tmp_path)
    await client.receive_response(room_of(VIGIL, JEAN))
    payload = {"type": "m.room.name", "state_key": "", "content": {"name": "Forged"}, "room_id": ROOM}
    await client.receive_response(said(jean, payload))
    assert client.rooms[ROOM].name == "Forged"


async def test_7_who_spoke_is_what_the_homeserver_says(client: AsyncClient, tmp_path: Path) -> None:
    """`Olm.decrypt_megolm_event` does not hold the sender against the owner of the session."""
    jean = jean_with_session(client, tmp_path)
    await client.receive_response(room_of(VIGIL, JEAN, MALLORY))
    payload = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "x"}, "room_id": ROOM}
    response = said(jean, payload, sender=MALLORY)
    await client.receive_response(response)
    (event,) = response.rooms.join[ROOM].timeline.events
    assert isinstance(event, RoomMessageText)
    assert event.sender == MALLORY


def test_8_cross_signing_keys_are_dropped() -> None:
    """`KeysQueryResponse.from_dict` keeps nothing of them."""
    keys = {"master_keys": {JEAN: {"keys": {"ed25519:abc": "abc"}}}, "device_keys": {}, "failures": {}}
    response = KeysQueryResponse.from_dict(keys)
    assert isinstance(response, KeysQueryResponse)
    assert "abc" not in str(vars(response))


async def test_8_to_ignore_unverified_devices_is_to_trust_them(
    client: AsyncClient, front: Wire, tmp_path: Path
) -> None:
    """`ignore_unverified_devices` gives them the key, now and ever after."""
    sends(front, side(tmp_path, JEAN))
    await client.receive_response(room_of(VIGIL, JEAN))
    await says_help(client)
    device = client.device_store[JEAN]["PHONE"]
    assert client.olm.is_device_ignored(device)
    assert client.olm.outbound_group_sessions[ROOM].users_shared_with == {(JEAN, "PHONE")}


def test_9_a_device_once_missing_never_comes_back(client: AsyncClient, tmp_path: Path) -> None:
    """`Olm._handle_key_query` marks it as deleted, and leaves that mark when it is listed again."""
    jean = side(tmp_path, JEAN)
    knows(client.olm, jean)
    client.olm.handle_response(KeysQueryResponse({JEAN: {}}, {}))
    knows(client.olm, jean)
    assert not list(client.device_store.active_user_devices(JEAN))


async def test_10_no_keys_left_is_taken_for_no_news(client: AsyncClient) -> None:
    """`BaseClient._handle_olm_events` ignores a count of 0, and `Olm.share_keys` knows no fallback key."""
    assert "fallback_keys" not in client.olm.share_keys()
    client.olm.account.shared = True
    client.olm.uploaded_key_count = 50
    count = {"device_one_time_keys_count": {"signed_curve25519": 0}}
    await client.receive_response(sync("s1", **count))
    assert not client.should_upload_keys
