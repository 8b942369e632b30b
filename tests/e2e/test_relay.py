"""What the defender sends arrives in the room, all of it, in order and as it was sent; nothing goes back."""

from __future__ import annotations

import asyncio
import re

from bot.demo import attachments
from bot.demo.people import Person
from tests.e2e.scenes import CALLED, alert_raised
from tests.e2e.world import World

REPORT = bytes(range(256)) * 40


async def test_everything_that_is_sent_arrives_in_order_and_can_be_opened(vigil: World) -> None:
    """Words, an edit, a reply, a picture, a voice, a file, a place: under the alias, none left out (G1)."""
    scene = await alert_raised(vigil)
    jean = scene.jean
    first = await jean.says("there are two men")
    await jean.edits(first, "there are three men")
    await jean.replies(first, "one has a gun")
    await jean.sends_picture()
    await jean.sends_voice()
    await jean.sends_file("report.pdf", REPORT)
    await jean.sends_location(-1.68, 29.22)
    await jean.says("🆗")
    bold = {"format": "org.matrix.custom.html", "formatted_body": "<strong>run</strong>"}
    await jean.sends({"msgtype": "m.text", "body": "**run**", **bold})
    await jean.says("!ack what is this")
    expected = [
        ("m.text", "there are three men"),
        ("m.text", "one has a gun"),
        ("m.image", "Baobab"),
        ("m.audio", "Baobab"),
        ("m.file", "Baobab"),
        ("m.location", "Baobab"),
        ("m.text", "Baobab: 🆗"),
        ("m.text", "Baobab: **run**"),
        ("m.text", "Baobab: !ack what is this"),
    ]
    for partner in (scene.sophie, scene.zawadi):
        await partner.sees("Baobab: there are two men", scene.room)
        seen = {kind: await partner.sees_next(words, scene.room) for kind, words in expected}
        assert [message.kind for message in seen.values()] == list(seen)
        assert await partner.opens(seen["m.image"]) == attachments.PICTURE
        assert await partner.opens(seen["m.audio"]) == attachments.VOICE
        assert await partner.opens(seen["m.file"]) == REPORT
        assert seen["m.file"].content["filename"] == "report.pdf"
        assert seen["m.location"].content["geo_uri"] == "geo:-1.68,29.22"
    await jean.sees_next("passing this on")
    await vigil.settles()
    await jean.sees_nothing_more()


async def test_the_words_under_a_picture_are_passed_on(vigil: World) -> None:
    """What is written beside a file (MSC2530) is read by the partners as well."""
    scene = await alert_raised(vigil)
    content = attachments.described("m.image", "this is their car", "image/png", attachments.PICTURE)
    await scene.jean.sends({**content, "filename": "IMG_1.png", "url": "mxc://vigil.test/car"})
    seen = await scene.sophie.sees_next("this is their car", scene.room)
    assert (seen.kind, seen.content["filename"]) == ("m.image", "IMG_1.png")
    assert "Baobab" in seen.text


async def test_what_is_too_long_for_one_message_arrives_in_several(vigil: World) -> None:
    """G1: words as long as Matrix allows are read to the last, in order, also by whoever is called later."""
    (baraka,) = await vigil.people("baraka")
    words = [f"w{number}" for number in range(7_500)]
    scene = await alert_raised(vigil, " ".join(["alert", *words]))
    await scene.jean.says(" ".join(words).upper())
    await scene.jean.says("that is all")
    for partner in (scene.sophie, scene.carter):
        await partner.sees("Baobab: that is all", scene.room)
        assert _numbers("w", partner) == _numbers("W", partner) == words
    await scene.esther.says("!pass", scene.room)
    await baraka.sees("that is all", scene.room)
    assert _numbers("w", baraka) == _numbers("W", baraka) == words


async def test_nothing_that_partners_write_reaches_the_defender(vigil: World) -> None:
    """Talk, commands and their answers stay in the room; only `!tell` goes to the defender."""
    scene = await alert_raised(vigil)
    for text in ("who is near the lake?", "!note Baobab hides in the church", "!lead me", "!nonsense"):
        await scene.carter.says(text, scene.room)
    await scene.carter.sees("Did you mean", scene.room)
    await scene.carter.says("!tell a car is coming", scene.room)
    told = await scene.jean.sees_next("a car is coming")
    assert told.sender == vigil.bot
    await vigil.settles()
    await scene.jean.sees_nothing_more()


async def test_a_defender_with_a_new_phone_is_still_heard(vigil: World) -> None:
    """A new phone in the middle of an alert: what it sends is relayed, and it reads what Vigil says."""
    scene = await alert_raised(vigil)
    new_phone = await scene.jean.another_device()
    await new_phone.says("I write from a new phone")
    await scene.all_see("Baobab: I write from a new phone")
    await new_phone.sees("passing this on")
    await vigil.forward(hours=1)
    await new_phone.sees("Are you safe?")
    await new_phone.goes_home()


async def test_two_alerts_in_the_same_second_are_never_mixed(vigil: World) -> None:
    """Two defenders, two rooms, each with its own people and its own words."""
    defenders = await vigil.people("jean", "mado")
    for_jean, for_mado = CALLED[1:], ("olivier", "mireille", "junior", "patience")
    sophie, *partners = await vigil.people("sophie", *for_jean, *for_mado)
    jean, mado = defenders
    await asyncio.gather(*(defender.opens_chat() for defender in defenders))
    await asyncio.gather(jean.says("alert at the gate"), mado.says("alerte au marché"))
    rooms = {}
    for words, four in (("at the gate", partners[:4]), ("au marché", partners[4:])):
        (room,) = {(await partner.sees(words)).room for partner in (sophie, *four)}
        assert set(await sophie.members(room)) == {vigil.bot, sophie.user, *(each.user for each in four)}
        rooms[words] = room
    await asyncio.gather(jean.says("two men"), mado.says("deux hommes"))
    await sophie.sees("two men", rooms["at the gate"])
    await sophie.sees("deux hommes", rooms["au marché"])
    await vigil.settles()
    foreign = {"at the gate": ("Kapok", "marché", "hommes"), "au marché": ("Baobab", "gate", "men")}
    for words, room in rooms.items():
        read = _all_text(sophie, room)
        assert not [each for each in foreign[words] if each in read]
    for person, others in ((jean, "Kapok"), (mado, "Baobab")):
        await person.catches_up()
        assert others not in _all_text(person)
    for partner in partners:
        assert len(partner.rooms()) == 1


def _numbers(letter: str, reader: Person) -> list[str]:
    return [f"w{number}" for number in re.findall(rf"\b{letter}(\d+)\b", _all_text(reader))]


def _all_text(person: Person, room: str | None = None) -> str:
    return "\n".join(seen.text for seen in person.memory.seen if room in (None, seen.room))
