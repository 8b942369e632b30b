"""Files: what goes out can be opened by the people it is for, and by nobody who only has the server (G5)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.demo.attachments import described, post
from bot.demo.town import Town
from bot.errors import Refused, Unreachable
from bot.matrix.http import Homeserver
from bot.matrix.media import Media, Unreadable
from tests.matrix.bot import Bot
from tests.matrix.wire import Says, Wire, wire

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400
MANY = 10_000_000


async def test_a_partner_opens_what_is_sent(bot: Bot, town: Town) -> None:
    """Their client downloads and decrypts it, byte for byte; the message is encrypted, and the file."""
    (amani,) = await town.welcomes("amani")
    room = await bot.opens_room([amani.user])
    file = await bot.gateway.upload(PICTURE)
    content = {**described("m.image", "rota.png", "image/png", PICTURE), "filename": "rota.png", "file": file}
    sent = await bot.gateway.send(room, content, recipients=[amani.user], transaction_id="p1", encrypted=True)
    assert sent.unreached == {}
    seen = await amani.sees("rota.png", room)
    assert await amani.opens(seen) == PICTURE
    await amani.sees_nothing_undecryptable()


async def test_the_server_holds_noise_without_a_name(wired: Bot, front: Wire) -> None:
    """Neither the file nor its name or kind is in what is uploaded; the key is nowhere but in the message."""
    file = await wired.gateway.upload(PICTURE)
    [call] = front.called("POST", "/media/v3/upload")
    assert isinstance(call.body, bytes) and len(call.body) == len(PICTURE)
    assert call.body != PICTURE and b"PNG" not in call.body[:8]
    assert call.query == {} and call.headers["Content-Type"] == "application/octet-stream"
    assert file["key"]["k"] not in json.dumps(dict(call.headers))
    assert await wired.gateway.download(file, at_most=MANY) == PICTURE


async def test_what_a_partner_sends_is_opened(bot: Bot, town: Town) -> None:
    """A calendar of a client's; one byte more than may be is refused, and so is one that was changed."""
    (amani,) = await town.welcomes("amani")
    data = b"BEGIN:VCALENDAR\r\n" * 1000
    content = described("m.file", "lake.ics", "text/calendar", data)
    file = (await post(amani.phone.device, content, data, encrypt=True))["file"]
    assert await bot.gateway.download(file, at_most=len(data)) == data
    with pytest.raises(Refused):
        await bot.gateway.download(file, at_most=len(data) - 1)
    other = (await post(amani.phone.device, content, data, encrypt=True))["file"]
    with pytest.raises(Unreadable):
        await bot.gateway.download({**file, "url": other["url"]}, at_most=MANY)
    with pytest.raises(Refused):
        await bot.gateway.download({**file, "url": file["url"] + "x"}, at_most=MANY)


async def test_an_event_is_found_again(bot: Bot, town: Town) -> None:
    """What somebody sent before can be looked up and read, for an answer to it."""
    (amani,) = await town.welcomes("amani")
    room = await bot.opens_room([amani.user])
    await amani.joins(room)
    sent = await amani.says("the calendar", room)
    await bot.hears(sent.event_id)
    raw = await bot.gateway.event(room, sent.event_id)
    assert (await bot.gateway.decrypt({**raw, "room_id": room})).content["body"] == "the calendar"
    with pytest.raises(Refused):
        await bot.gateway.event(room, "$nothing")


# What a server may answer


@pytest.fixture
async def server() -> AsyncIterator[Wire]:
    """A homeserver that says what the test wants."""
    async with wire() as made:
        yield made


@pytest.fixture
async def media(server: Wire) -> AsyncIterator[Media]:
    """The bot's end of it."""
    client = Homeserver(server.url)
    client.log_in_as("syt_secret_token")
    yield Media(client)
    await client.close()


FILE = {"url": "mxc://vigil.test/abc", "key": {"k": "AAAA"}, "iv": "AAAA", "hashes": {"sha256": "AAAA"}}


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        (Says(200, b"x" * 2000), Refused),
        (Says(200, b"changed"), Unreadable),
        (Says(302, b"", {"Location": "https://elsewhere.test/abc"}), Refused),
        (Says(404, {"errcode": "M_NOT_FOUND"}), Refused),
        (Says(404, b"<html>"), Unreachable),
        (Says(502, b"<html>"), Unreachable),
        (Says(429, {"errcode": "M_LIMIT_EXCEEDED"}), Unreachable),
        (Says(200, b"x" * 500, cut=True), Unreachable),
    ],
)
async def test_what_a_server_may_do_is_one_honest_error(
    server: Wire, media: Media, says: Says, fault: type[Exception]
) -> None:
    """Too much, another file, another place, an error page: nothing is followed elsewhere, nor half read."""
    server.answers("GET", "/media/download/", says)
    with pytest.raises(fault):
        await media.download(FILE, at_most=1000)
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    "file",
    [
        {},
        {"url": None},
        {**FILE, "url": "https://elsewhere.test/abc"},
        {**FILE, "url": "mxc://vigil.test/../../v3/account"},
        {**FILE, "url": "mxc://vigil.test/abc?x=1"},
    ],
)
async def test_what_is_no_file_is_not_asked_for(server: Wire, media: Media, file: dict[str, Any]) -> None:
    """No request is made for an address that somebody made up."""
    with pytest.raises(Unreadable):
        await media.download(file, at_most=1000)
    assert server.calls == []


@pytest.mark.parametrize("part", ["key", "iv", "hashes"])
@pytest.mark.parametrize("value", [None, 7, "", [], {}, {"k": 7}, {"sha256": "?"}])
async def test_a_broken_key_opens_nothing(server: Wire, media: Media, part: str, value: object) -> None:
    """Whatever stands there, it is the same error."""
    server.answers("GET", "/media/download/", Says(200, b"noise"))
    with pytest.raises(Unreadable):
        await media.download({**FILE, part: value}, at_most=1000)


@pytest.mark.parametrize("says", [Says(200, {}), Says(200, {"content_uri": 7}), Says(500, b"")])
async def test_an_upload_that_was_not_taken_is_tried_again(server: Wire, media: Media, says: Says) -> None:
    """A server that does not say where the file lies has not taken it."""
    server.answers("POST", "/media/v3/upload", says)
    with pytest.raises(Unreachable):
        await media.upload(b"data")
