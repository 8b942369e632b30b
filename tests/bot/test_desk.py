"""The front desk: who may come in, and what becomes of the first words."""

from __future__ import annotations

import pytest

from tests.bot.scenes import alert_raised
from tests.bot.world import World

QUESTION = "Do you need help now?"
PICTURE = {"msgtype": "m.image", "body": "gate.jpg", "file": {"url": "mxc://x/1", "key": {"k": "secret"}}}


def alert_rooms(vigil: World) -> list[str]:
    """The names of the alert rooms that there are."""
    return [room.name for room in vigil.homeserver.rooms.values() if room.name.startswith("Room")]


# Strangers


async def test_a_stranger_is_answered_once_and_reported(vigil: World) -> None:
    """Whatever they write, and however many chats they open: one answer, one report, no alert."""
    theo, amina = vigil.people("theo", "amina")
    await theo.says("alert alert alert")
    theo.sees_next("I do not know you")
    amina.sees_next(f"{theo.user} has opened a chat with me and is not enrolled")
    await theo.says("!help")
    assert vigil.homeserver.rooms[theo.chat or ""].members[vigil.homeserver.bot] == "leave"
    await theo.opens_chat()
    await theo.says("sos")
    await vigil.forward(days=1)
    vigil.nobody.sees_more()
    assert alert_rooms(vigil) == []


async def test_a_flood_of_strangers_is_slowed_down(vigil: World) -> None:
    """At most three a minute are let in and reported, the others later; a defender waits for none of them."""
    strangers = vigil.people(*(f"stranger{number}" for number in range(8)))
    amina, jean, sophie = vigil.people("amina", "jean", "sophie")
    for each in strangers:
        vigil.homeserver.open_chat(each.user)
    await jean.says("alert")
    sophie.sees("needs help")
    told = [len([text for text in amina.all_of() if "not enrolled" in text])]
    for _ in range(3):
        await vigil.forward(seconds=61)
        told.append(len([text for text in amina.all_of() if "not enrolled" in text]))
    assert told == [3, 6, 8, 8]
    assert [len(each.all_of()) for each in strangers] == [1] * 8


async def test_a_great_flood_of_strangers_starves_nobody(vigil: World) -> None:
    """Each is looked at once, and once more in a turn of their own; whoever is enrolled goes before them."""
    for number in range(300):
        vigil.homeserver.open_chat(f"@stranger{number}:else.test")
    await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))
    jean = vigil.people("jean")[0].user
    vigil.homeserver.open_chat(jean)
    await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))
    async with vigil.store.transaction() as tx:
        assert (await tx.inbox.pending(now=vigil.clock.now()))[0].sender == jean
    await vigil.settles()
    due = list[int]()
    for _ in range(5):
        vigil.clock.forward(minutes=1)
        async with vigil.store.transaction() as tx:
            due.append(len(await tx.inbox.pending(now=vigil.clock.now(), limit=1000)))
        await vigil.settles()
    assert due == [3, 3, 3, 3, 3]
    await vigil.forward(hours=2)
    assert await vigil.store.rows("SELECT count(*) FROM strangers") == [(300,)]


# People without an alert


async def test_a_partner_s_direct_chat_says_where_alerts_come(vigil: World) -> None:
    """Partners and coordinators are told that there is nothing to do here; they cannot raise an alert."""
    for person in vigil.people("sophie", "amina"):
        await person.says("alert")
        person.sees_next("Alerts come to partner organisations as invitations to a room")
    assert alert_rooms(vigil) == []


async def test_the_first_words_are_answered_with_one_question(vigil: World) -> None:
    """Another first message is asked about; "2" ends it."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says("good evening")
    jean.sees_next(QUESTION)
    await jean.says("2")
    jean.sees_next("All right.")
    await vigil.forward(days=3)
    vigil.nobody.sees_more()
    sophie.sees_no_more()


async def test_yes_raises_an_alert_with_all_that_was_said_before(vigil: World) -> None:
    """A mere "1" is enough; what was written before it is in the brief, and what was sent comes after it."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says("they are in the street")
    await jean.sends(PICTURE)
    await vigil.restarts()
    await jean.says("1")
    brief = sophie.sees("needs help").text
    assert "they are in the street" in brief
    sophie.sees_next("Picture from Baobab", sophie.room)
    jean.sees("I have your alert")


@pytest.mark.parametrize(
    "word", ["alert", "ALERT!!!", "sos", "help me please", "au secours", "hatari", "Msaada"]
)
async def test_an_alert_word_needs_no_question(vigil: World, word: str) -> None:
    """In any language, whatever follows, first of all messages."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.says(f"{word} they are at the gate")
    jean.sees_next("I have your alert")
    sophie.sees("they are at the gate")


async def test_a_mistyped_call_for_help_counts_when_it_is_corrected(vigil: World) -> None:
    """An edit that makes an alert of it raises one; any other edit of old words is no new message."""
    jean, sophie = vigil.people("jean", "sophie")
    sent = await jean.says("laetr they are here")
    jean.sees_next(QUESTION)
    await jean.edits(sent, "laetr they are near")
    jean.sees_no_more()
    await jean.edits(sent, "alert they are here")
    sophie.sees("they are here")


async def test_two_alerts_of_one_defender_are_one(vigil: World) -> None:
    """An alert word while one is open raises the alarm in its room."""
    scene = await alert_raised(vigil)
    await scene.jean.says("alert they are inside")
    scene.sophie.sees("ALARM! Baobab is calling for help again")
    assert alert_rooms(vigil) == ["Room K001"]


async def test_questions_of_a_defender_are_answered(vigil: World) -> None:
    """`!status` and `!help` are for Vigil; any other command is passed on like any other word."""
    (jean,) = vigil.people("jean")
    await jean.says("!status")
    jean.sees_next("No alert of yours is open")
    await jean.says("!aide")
    jean.sees_next("In danger? Write: alert")
    scene = await alert_raised(vigil)
    await jean.says("!status")
    jean.sees_next("Your alert is open")
    await jean.says("!ack I mean I am still here")
    scene.sophie.sees_next("Baobab: !ack I mean I am still here")


# Everything is passed on


async def test_all_that_a_defender_sends_is_relayed_in_order(vigil: World) -> None:
    """Texts, media, places, edits and replies; confirmed once in a while, never called an unknown command."""
    scene = await alert_raised(vigil)
    jean = scene.jean
    sent = await jean.says("they are too")
    await jean.edits(sent, "they are two")
    await jean.sends(PICTURE)
    await jean.sends({"msgtype": "m.audio", "body": "v.ogg", "org.matrix.msc3245.voice": {}})
    await jean.sends({"msgtype": "m.location", "body": "here", "geo_uri": "geo:-1.6,29.2"})
    await jean.sends({"msgtype": "org.example.unheard", "body": "of"})
    for words in (
        "Baobab: they are too",
        "Baobab (corrected): they are two",
        "Picture from Baobab",
        "Voice message from Baobab",
        "Location from Baobab",
        "Baobab sent something that I cannot show here: of",
    ):
        scene.sophie.sees_next(words, scene.room)
    jean.sees_next("I am passing this on")
    jean.sees_no_more()
    await vigil.forward(minutes=11)
    vigil.everybody_reads_on()
    await jean.says("still here")
    jean.sees_next("I am passing this on")


async def test_a_picture_is_relayed_with_its_own_keys(vigil: World) -> None:
    """The encrypted file itself is posted again: nothing is uploaded, and no relation or name goes along."""
    scene = await alert_raised(vigil)
    await scene.jean.sends(
        {
            **PICTURE,
            "m.mentions": {"user_ids": ["@x:y"]},
            "m.relates_to": {"m.in_reply_to": {"event_id": "$1"}},
        }
    )
    content = scene.sophie.sees_next("Picture from Baobab", scene.room).content
    assert content["file"] == PICTURE["file"]
    assert content["m.mentions"] == {}
    assert "m.relates_to" not in content


# Protection


async def test_an_unprotected_chat_is_protected_where_vigil_may(vigil: World) -> None:
    """Encryption is turned on at once, and nothing is said about it."""
    (jean,) = vigil.people("jean")
    chat = await jean.opens_chat(encrypted=False)
    assert vigil.homeserver.rooms[chat].encrypted
    await jean.says("alert")
    assert "not encrypted" not in jean.sees("I have your alert").text


async def test_an_unprotected_chat_still_takes_an_alert_and_says_so(vigil: World) -> None:
    """G6: where Vigil may not protect it, it says so, hears the alert, and warns both sides."""
    jean, sophie = vigil.people("jean", "sophie")
    chat = await jean.opens_chat(encrypted=False, bot_may_protect=False)
    assert not vigil.homeserver.rooms[chat].encrypted
    jean.sees_next("This chat is not encrypted, and I cannot change that")
    await jean.says("alert they are at the gate")
    jean.sees_next("Careful: this chat is not encrypted")
    sophie.sees("The chat with Baobab is not encrypted")
    await jean.says("hurry")
    sophie.sees_next("Baobab: hurry", sophie.room)


async def test_nobody_else_speaks_for_the_defender(vigil: World) -> None:
    """In a direct chat only the person whose chat it is is heard."""
    jean, theo = vigil.people("jean", "theo")
    chat = await jean.opens_chat()
    vigil.homeserver.enter(vigil.homeserver.rooms[chat], theo.user)
    await theo.says("alert", chat)
    assert alert_rooms(vigil) == []
    vigil.nobody.sees_more()


async def test_the_duress_word_looks_like_any_other_message(vigil: World) -> None:
    """With no alert open it gets what every first message gets, and raises a silent one."""
    jean, sophie, mado = vigil.people("jean", "sophie", "mado")
    await jean.says("all quiet on the lake")
    await mado.says("bonsoir")
    jean.sees_next(QUESTION)
    sophie.sees("DURESS WORD")
    await jean.says("2")
    jean.sees_next("All right.")
    await vigil.forward(hours=5)
    jean.sees_no_more()
