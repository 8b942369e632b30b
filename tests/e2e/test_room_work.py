"""What partners do in the alert room, and what of it the defender sees (issue 2, "Work in the room")."""

from __future__ import annotations

import pytest

from bot.demo.memory import NotSeen
from tests.e2e.admin import admin_of
from tests.e2e.scenes import LET_IN, alert_raised, everybody_on_it, keeps_strangers
from tests.e2e.world import World
from tests.matrix.wire import Wire


async def test_somebody_leads(vigil: World) -> None:
    """With `!lead me`, `!lead @user`, and a name picked from Element's list; only somebody who was called."""
    scene = await everybody_on_it(vigil)
    await scene.sophie.says("!lead me", scene.room)
    await scene.sophie.sees_next("The Anchor leads now", scene.room)
    await scene.sophie.says(f"!lead {scene.esther.user}", scene.room)
    led = await scene.sophie.sees_next("The Clinic leads now", scene.room)
    assert led.mentions == (scene.esther.user,)
    picked = {
        "msgtype": "m.text",
        "body": "!lead David",
        "format": "org.matrix.custom.html",
        "formatted_body": f'!lead <a href="https://matrix.to/#/{scene.david.user}">David</a>',
        "m.mentions": {"user_ids": [scene.david.user]},
    }
    await scene.sophie.sends(picked, scene.room)
    await scene.sophie.sees_next("Jurists for All leads now", scene.room)
    await scene.sophie.says(f"!lead {scene.jean.user}", scene.room)
    await scene.sophie.sees_next("Only somebody of the organisations that were called can lead", scene.room)
    assert "Lead: Jurists for All" in (await scene.says_status()).text


async def test_notes_are_for_those_who_come_later(vigil: World) -> None:
    """What `!note` says is kept, and stands in `!status` and in the brief of the next one called."""
    scene = await alert_raised(vigil)
    (baraka,) = await vigil.people("baraka")
    await scene.david.says("!note the back door is open", scene.room)
    await scene.sophie.sees_next("The note by Jurists for All is kept", scene.room)
    note = "Note by Jurists for All: the back door is open"
    assert note in (await scene.says_status()).text
    await scene.carter.says("!pass", scene.room)
    assert note in (await baraka.sees("Baobab needs help")).text


async def test_only_tell_reaches_the_defender(vigil: World) -> None:
    """Plans, notes, commands and mistakes stay in the room; `!tell` arrives, with the organisation's name."""
    scene = await everybody_on_it(vigil)
    await scene.sophie.says("!tell we are ten minutes away", scene.room)
    await scene.sophie.sees_next("I am passing it on to Baobab", scene.room)
    told = await scene.jean.sees_next("we are ten minutes away")
    assert "The Anchor" in told.text and scene.sophie.user not in told.text
    for words in (
        "the car waits behind the church",
        "!note the plan is the church",
        "!lead me",
        "!tel him we come",
        "!tell",
        "tell Baobab to wait",
        "!help",
    ):
        await scene.esther.says(words, scene.room)
    await scene.esther.sends_picture(scene.room)
    await scene.esther.says("!status", scene.room)
    await scene.esther.sees("Raised at", scene.room, by=vigil.bot)
    await vigil.settles()
    await scene.jean.sees_nothing_more()


async def test_status_and_help_are_short(vigil: World) -> None:
    """With `!status`, how things stand; with `!help`, every command of the room, for whoever asks."""
    scene = await everybody_on_it(vigil)
    status = await scene.says_status()
    for part in ("Baobab", "4 organisations are on it: The Anchor, The Clinic", "will be asked again at"):
        assert part in status.text
    await scene.carter.says("!help", scene.room)
    shown = await scene.carter.sees("!bring-in")
    for command in ("pass", "checkin", "take", "lead", "note", "tell", "bring-in", "resolve", "confirm"):
        assert f"!{command}" in shown.text
    for command in ("call", "release", "handover", "level", "escalate", "policy", "why"):
        assert f"!{command}" in shown.text
    assert "!alerts" not in shown.text
    assert len(shown.text.splitlines()) < 25


async def test_a_wrong_command_gets_one_line_with_the_nearest_right_one(vigil: World) -> None:
    """Mistyped, unknown, or incomplete; nothing is done."""
    scene = await everybody_on_it(vigil)
    for wrong, nearest in (
        ("!acknowlege", "!ack"),
        ("!resolv it is over", "!resolve"),
        ("!checkn now", "!checkin"),
        ("!xyzzy", "!help"),
        ("!resolve", "!resolve"),
        ("!checkin sometimes", "!checkin"),
    ):
        await scene.sophie.says(wrong, scene.room)
        answer = await scene.sophie.sees_next(nearest, scene.room)
        assert len(answer.text.splitlines()) == 1
    assert "thinks that it is over" not in (await scene.says_status()).text


async def test_ordinary_talk_is_left_alone(vigil: World) -> None:
    """Whatever people write to each other, pictures included, the bot says nothing."""
    scene = await everybody_on_it(vigil)
    for words in ("help is on its way", "ack", "1", "safe?", "alert!", "wow!", "! careful there", "2 men"):
        await scene.david.says(words, scene.room)
    sent = await scene.david.says("resolve this", scene.room)
    await scene.david.edits(sent, "resolve that")
    await scene.david.sends_picture(scene.room)
    await scene.david.says("!status", scene.room)
    status = await scene.david.sees_next("Raised at", scene.room)
    assert "over" not in status.text


async def test_the_defender_can_be_brought_in(vigil: World) -> None:
    """They are told what it means, can join, read from then on and not before, and answer in the room."""
    scene = await everybody_on_it(vigil)
    await scene.david.says("before you came", scene.room)
    await scene.david.says("!bring-in", scene.room)
    await scene.sophie.sees_next("Jurists for All wants Baobab here", scene.room)
    await scene.jean.sees("you will find it in your list of chats")
    assert await scene.jean.room() == scene.room
    await scene.david.says("welcome", scene.room)
    await scene.jean.sees("welcome", scene.room)
    await scene.jean.sees_nothing_undecryptable()
    assert not any("before you came" in seen.text for seen in scene.jean.memory.seen)
    await scene.jean.says("!note I am under the bed", scene.room)
    await scene.sophie.sees("The note by Baobab is kept", scene.room)
    await scene.jean.says("!resolve all is well", scene.room)
    await scene.sophie.sees("You cannot do that here", scene.room)
    await scene.jean.says("in the chat I am heard too")
    await scene.sophie.sees("Baobab: in the chat I am heard too", scene.room)
    await scene.david.says("!bring-in", scene.room)
    await scene.sophie.sees("Baobab is invited already", scene.room)


async def test_nobody_outside_commands_or_reads(wired: World, wire: Wire) -> None:
    """Whoever the homeserver keeps in the room uncalled, even a partner, is not heard, reads nothing (G3)."""
    keeps_strangers(wire)
    scene = await everybody_on_it(wired)
    (baraka,) = await wired.people("baraka")
    async with admin_of(wired.town) as admin:
        await admin.invites_as(wired.bot, baraka.user, scene.room)
    await baraka.entered(scene.room)
    await scene.all_see(f"{baraka.user} {LET_IN}")
    for words in ("!resolve all is well", "!ack", "!tell come out", "!lead me", "!help", "!nonsense"):
        await baraka.says(words, scene.room)
    status = await scene.says_status()
    assert "Road Crew" not in status.text and "over" not in status.text
    await wired.settles()
    await scene.jean.sees_nothing_more()
    await baraka.catches_up()
    assert not any((seen.room, seen.sender) == (scene.room, wired.bot) for seen in baraka.memory.seen)
    with pytest.raises(NotSeen):
        await baraka.sees_nothing_undecryptable()


async def test_one_who_left_is_no_longer_heard(vigil: World) -> None:
    """An organisation whose people have left is replaced where they are missed, and gets no keys (G3)."""
    (baraka,) = await vigil.people("baraka")
    scene = await alert_raised(vigil)
    await scene.david.says("!ack", scene.room)
    await scene.jean.sees_next("1 organisation is on it: Jurists for All")
    await scene.david.leaves(scene.room)
    await scene.sophie.sees("Jurists for All can be reached here", scene.room)
    assert (await baraka.sees("Baobab needs help")).room == scene.room
    await scene.jean.sees_next("Jurists for All cannot come after all")
    await scene.jean.sees_next("I am calling Road Crew as well")
