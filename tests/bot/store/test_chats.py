"""The rooms that Vigil knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.store.chats import Chat
from bot.store.store import Store, Transaction
from rooms.alert import Message, MessageKind
from tests.bot.store.conftest import NOW

DIRECT = Chat(
    room="!direct",
    kind="direct",
    person="@jean",
    encrypted=True,
    question_asked_at=NOW,
    held=(Message(MessageKind.TEXT, "hello", NOW), Message(MessageKind.PICTURE, "", NOW, payload="{}")),
    greeted=True,
)


async def test_a_chat_is_kept_as_it_was_put_last(store: Store) -> None:
    """What was noted of a room is there again, and a second note replaces the first."""
    async with store.transaction() as tx:
        assert await tx.chats.get("!direct") is None
        await tx.chats.put(DIRECT)
        assert await tx.chats.get("!direct") == DIRECT
        answered = replace(DIRECT, question_asked_at=None, held=(), greeted=False)
        await tx.chats.put(answered)
        assert await tx.chats.get("!direct") == answered
        assert "hello" not in repr(DIRECT)


async def test_the_direct_chat_is_the_one_written_in_last(store: Store) -> None:
    """An answer goes where the person wrote last; before anything was written, to the newest chat."""
    first, second = Chat("!1", "direct", "@jean"), Chat("!2", "direct", "@jean")
    async with store.transaction() as tx:
        for chat in (first, second, Chat("!3", "direct", "@lea"), Chat("!4", "alert")):
            await tx.chats.put(chat)
        assert await tx.chats.direct_of("@jean") == second
        await tx.chats.touch("!1", NOW)
        assert await tx.chats.direct_of("@jean") == first
        await tx.chats.touch("!2", NOW + timedelta(seconds=1))
        await tx.chats.put(first)
        assert await tx.chats.direct_of("@jean") == second
        assert await tx.chats.direct_of("@mallory") is None
        each = await tx.chats.direct_of_each(["@jean", "@lea", "@mallory"])
        assert each == {"@jean": second, "@lea": Chat("!3", "direct", "@lea")}
        assert await tx.chats.direct_of_each([]) == {}


async def test_once_encrypted_is_never_plain_again(store: Store) -> None:
    """G3: whatever is noted of a chat later, plain words in it stay nobody's."""
    async with store.transaction() as tx:
        await tx.chats.put(replace(DIRECT, encrypted=True, seen_encrypted=True))
        await tx.chats.put(replace(DIRECT, encrypted=False, seen_encrypted=False))
        assert await tx.chats.get("!direct") == replace(DIRECT, encrypted=True, seen_encrypted=True)


async def test_an_encrypted_chat_comes_before_any_other(store: Store) -> None:
    """G3: in a plain one the homeserver can write for a person, and must not move their chat by that."""
    safe, other, plain = (
        Chat("!1", "direct", "@jean", encrypted=True),
        Chat("!2", "direct", "@jean", encrypted=True),
        Chat("!3", "direct", "@jean"),
    )
    async with store.transaction() as tx:
        for number, chat in enumerate((other, safe, plain)):
            await tx.chats.put(chat)
            await tx.chats.touch(chat.room, NOW + timedelta(seconds=number))
        assert await tx.chats.direct_of("@jean") == safe
        assert await tx.chats.directs_of("@jean") == [safe, other, plain]
        assert await tx.chats.direct_of_each(["@jean"]) == {"@jean": safe}


async def test_there_is_one_coordination_room(store: Store) -> None:
    """The coordinators' room is found by its kind; the newest, had it to be made again."""
    async with store.transaction() as tx:
        assert await tx.chats.coordination() is None
        await tx.chats.put(Chat("!old", "coordination"))
        await tx.chats.put(Chat("!new", "coordination"))
        assert await tx.chats.coordination() == Chat("!new", "coordination")


async def test_members_are_those_there_or_invited(store: Store) -> None:
    """The last membership of each person counts, also in a room that is not known as a chat yet."""
    async with store.transaction() as tx:
        for person, membership in [("@a", "join"), ("@b", "invite"), ("@c", "join"), ("@c", "leave")]:
            await tx.chats.set_member("!r", person, membership)
        await tx.chats.set_member("!other", "@a", "leave")
        assert await tx.chats.members("!r") == ["@a", "@b"]
        assert await tx.chats.members("!r", "join") == ["@a"]
        assert await tx.chats.members("!r", "leave", "ban") == ["@c"]
        assert await tx.chats.members("!other") == []


async def test_a_removed_room_is_unknown(store: Store) -> None:
    """A room that Vigil left is forgotten with its members."""
    async with store.transaction() as tx:
        await tx.chats.put(DIRECT)
        await tx.chats.set_member("!direct", "@jean", "join")
        await tx.chats.remove("!direct")
        assert await tx.chats.get("!direct") is None
        assert await tx.chats.members("!direct") == []


async def both(tx: Transaction) -> list[Chat]:
    """The chats !1 and !2."""
    return [chat for room in ("!1", "!2") if (chat := await tx.chats.get(room)) is not None]


async def held(tx: Transaction) -> list[tuple[Message, ...]]:
    """What is held in each."""
    return [chat.held for chat in await both(tx)]


async def test_held_words_are_forgotten_by_their_age(store: Store) -> None:
    """What was sent until that moment goes, of everybody or of one person; the question stays open."""
    old = Message(MessageKind.TEXT, "old", NOW)
    new = Message(MessageKind.TEXT, "new", NOW + timedelta(hours=1))
    async with store.transaction() as tx:
        for room, person in (("!1", "@jean"), ("!2", "@lea")):
            await tx.chats.put(Chat(room, "direct", person, held=(old, new), question_asked_at=NOW))
        await tx.chats.forget_held(NOW, person="@jean")
        assert await held(tx) == [(new,), (old, new)]
        await tx.chats.forget_held(NOW + timedelta(hours=1))
        assert await held(tx) == [(), ()]
        assert {chat.question_asked_at for chat in await both(tx)} == {NOW}
