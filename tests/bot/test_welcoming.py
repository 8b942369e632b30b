"""Vigil opens a chat with each partner before they are needed, so that their app knows it by then (G2)."""

from __future__ import annotations

import pytest

from bot.errors import Unreachable
from tests.bot.people import user_id
from tests.bot.room import Room
from tests.bot.world import World

WELCOME = "I am Vigil. Your organisation helps defenders"


def chats_of(vigil: World, name: str) -> list[Room]:
    """The direct chats that Vigil has made for somebody."""
    rooms = vigil.homeserver.rooms.values()
    return [each for each in rooms if each.name == "Vigil" and user_id(name) in each.members]


async def test_a_partner_is_asked_into_a_chat_and_greeted_there(before: World) -> None:
    """Once they are in it, and once only; a defender and a coordinator get none."""
    (sophie,) = before.people("sophie")
    before.homeserver.auto_join.discard(sophie.user)
    await before.starts()
    (chat,) = chats_of(before, "sophie")
    assert chat.members[sophie.user] == "invite"
    sophie.sees_no_more()
    await sophie.joins(chat.id)
    sophie.sees_next(WELCOME, chat.id)
    await sophie.leaves(chat.id)
    await sophie.joins(chat.id)
    await before.restarts()
    sophie.sees_no_more()
    assert chats_of(before, "sophie") == [chat]
    assert not chats_of(before, "jean") and not chats_of(before, "amina")


async def test_whoever_has_a_chat_gets_no_other(before: World) -> None:
    """They began one before Vigil had seen their identity."""
    (sophie,) = before.people("sophie")
    before.homeserver.register(sophie.user, phones=0)
    await before.starts()
    await sophie.opens_chat()
    await sophie.gets_a_phone()
    await before.looks_again()
    assert before.vigil.identities.standing(sophie.user).pin is not None
    assert not chats_of(before, "sophie")


async def test_a_newcomer_is_asked_in_when_their_identity_is_seen(before: World) -> None:
    """Not at the first start, when nobody was there; and though the homeserver fails at first."""
    (sophie,) = before.people("sophie")
    before.homeserver.register(sophie.user, phones=0)
    await before.starts()
    assert not chats_of(before, "sophie")
    before.gateway.breaks("open_room", Unreachable("lost"), times=1)
    await sophie.gets_a_phone()
    await before.looks_again()
    await before.forward(minutes=1)
    (chat,) = chats_of(before, "sophie")
    sophie.sees(WELCOME, chat.id)


async def test_two_hundred_people_are_asked_a_few_at_a_time(
    before: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the first start an alert need not wait behind everybody's new rooms (G1)."""
    monkeypatch.setattr("bot.welcoming._AT_ONCE", 3)
    made = []
    await before.starts()
    for _ in range(3):
        made.append(len([each for each in before.homeserver.rooms.values() if each.name == "Vigil"]))
        await before.forward(minutes=1)
    assert made == [3, 6, 9]
