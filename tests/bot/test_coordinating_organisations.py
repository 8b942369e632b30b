"""`!organisation` and `!person`: the network is changed from the coordination room, and nothing by a slip."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rooms.duty import present
from tests.bot.coordinators import answer, details, number_in, organisation, two_coordinators
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, alert_raised, everybody_on_it
from tests.bot.world import World

ESTHER, CARTER = user_id("esther"), user_id("carter")


async def test_an_organisation_is_added_and_can_be_called(vigil: World) -> None:
    """With everything that is known of it, in one message; the next alert may call it."""
    (amina,) = vigil.people("amina")
    said = await answer(
        amina,
        "!organisation add Night Watch; areas: goma; languages: fr, sw; offers medical\n"
        f"people: {user_id('nora')}, {user_id('otis')}; telephones: +243 999 000 111;zone: Africa/Lubumbashi",
    )
    assert "Night Watch is a partner organisation now, with 2 people" in said
    added = await organisation(vigil, "Night Watch")
    assert added is not None
    assert (added.id, added.areas, added.languages, added.offers) == (
        "night-watch",
        ("goma",),
        ("fr", "sw"),
        ("medical",),
    )
    assert added.people == (user_id("nora"), user_id("otis")) and added.zone == "Africa/Lubumbashi"
    assert added.telephones == ("+243 999 000 111",)
    assert (await details(vigil))[-1].startswith("organisation add name: Night Watch; people: @nora")


async def test_who_is_added_is_in_the_next_alert(vigil: World) -> None:
    """The people of a new anchor are asked in as soon as it is the anchor."""
    amina, jean = vigil.people("amina", "jean")
    (nora,) = vigil.people("nora")
    await answer(amina, f"!organisation add Night Watch; people: {nora.user}")
    said = await answer(amina, "!organisation edit night watch; anchor: yes")
    assert "Before: anchor: no" in said and "Now: anchor: yes" in said
    await jean.says("alert")
    nora.sees("Baobab needs help")
    old = await organisation(vigil, "The Anchor")
    assert old is not None and not old.anchor


async def test_an_organisation_is_edited(vigil: World) -> None:
    """The answer and the journal have what was before and what is now."""
    (amina,) = vigil.people("amina")
    said = await answer(
        amina, "!organisation edit The Clinic; areas: goma, bukavu; deputy yes; fallback: none"
    )
    assert "Now: areas: goma, bukavu; deputy: yes; fallback: -" in said
    changed = await organisation(vigil, "The Clinic")
    assert changed is not None and changed.areas == ("goma", "bukavu") and changed.deputy
    assert "(before: areas: " in (await details(vigil))[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!organisation", "!organisation pause NAME – for example: !organisation pause The Clinic"),
        ("!organisation ad Clinic", "Did you mean: !organisation add NAME"),
        ("!organisation add", "Write: !organisation add NAME"),
        ("!organisation add The Clinic", "There is an organisation called The Clinic already"),
        ("!organisation add New; colour: red", "I do not understand “colour: red”"),
        ("!organisation add New; languages: klingon!", "I do not understand “klingon!” for languages"),
        ("!organisation add New; zone: Africa/Nowhere", "Write for example: zone: Africa/Lubumbashi"),
        ("!organisation add New; anchor: perhaps", "for anchor"),
        ("!organisation add New; anchor: yes", "There is an anchor already"),
        (f"!organisation add New; people: {ESTHER}", "answers for The Clinic already"),
        (f"!organisation add New; people: {user_id('jean')}", "one account has one part in the network"),
        ("!organisation add New; people: esther", "for people"),
        ("!organisation edit Clinik; areas: goma", "Did you mean The Clinic?"),
        ("!organisation edit The Clinic", "is not complete"),
        ("!organisation edit The Anchor; anchor: no", "The Anchor is the anchor"),
        ("!organisation edit The Anchor; deputy: yes", "cannot stand in for itself"),
        ("!organisation edit The Clinic; name: Lake Watch", "called Lake Watch already"),
        ("!organisation resume The Clinic", "is not paused"),
        ("!organisation remove The Anchor", "The Anchor is the anchor"),
        ("!organisation remove Nobody At All Here", "I know no organisation"),
        ("!person add", "Write: !person add @user ORGANISATION"),
        (f"!person add {ESTHER} Lake Watch", "answers for The Clinic already"),
        (f"!person add {user_id('jean')} Lake Watch", "one account has one part in the network"),
        ("!person add @vigil:vigil.test Lake Watch", "That is my own account"),
        (f"!person add {user_id('nora')}", "is not complete"),
        (f"!person add {user_id('nora')} Klinik", "Did you mean The Clinic?"),
        (f"!person remove {user_id('nora')}", "answers for no organisation"),
        (f"!person away {ESTHER} until the cows come", "is not complete"),
        (f"!person back {ESTHER}", "is not away"),
        ("!person awya @x:y until Friday", "Did you mean: !person away @user until 3 January"),
    ],
)
async def test_a_slip_changes_nothing(vigil: World, text: str, expected: str) -> None:
    """One sentence says how it is written, or what is in the way; the roster stays, nothing is journalled."""
    (amina,) = vigil.people("amina")
    async with vigil.store.transaction() as tx:
        before = await tx.roster.everybody()
    assert expected in await answer(amina, text)
    async with vigil.store.transaction() as tx:
        assert await tx.roster.everybody() == before
    assert await details(vigil) == []


async def test_a_paused_organisation_is_called_for_nothing(vigil: World) -> None:
    """Until it is resumed; what it is in already stays."""
    scene = await alert_raised(vigil)
    said = await answer(scene.amina, "!organisation pause The Clinic")
    assert "Open alerts in which it stays: K001" in said
    (mado,) = vigil.people("mado")
    await mado.says("alert")
    assert "The Clinic" not in "\n".join(mado.all_of())
    assert "Paused: The Clinic" in await answer(scene.amina, "!organisations")
    assert "takes part again" in await answer(scene.amina, "!organisation resume The Clinic")
    found = await organisation(vigil, "The Clinic")
    assert found is not None and not found.paused


async def test_removing_an_organisation_names_what_goes_and_waits(vigil: World) -> None:
    """Its people, and the alert that needs them; nothing happens before the yes, then all at once (G3)."""
    scene = await everybody_on_it(vigil)
    question = await answer(scene.amina, "!organisation remove lake watch")
    assert CARTER in question and "THEY ARE NEEDED NOW, in K001" in question
    assert "Organisations that are left: 11" in question
    assert await organisation(vigil, "Lake Watch") is not None
    members = vigil.homeserver.rooms[scene.room].members
    assert members[CARTER] == "join"
    said = await answer(scene.amina, f"!yes {number_in(question)}")
    assert "Lake Watch is removed" in said and "1 alert room" in said
    assert members[CARTER] == members[scene.zawadi.user] == "leave"
    assert await organisation(vigil, "Lake Watch") is None
    vigil.everybody_reads_on()
    await scene.sophie.says("!note the red car", scene.room)
    scene.carter.sees_no_more(scene.room)
    assert (await details(vigil))[-1].startswith("yes 1: remove: Lake Watch")


async def test_a_person_is_added_to_an_organisation(vigil: World) -> None:
    """By address, or by a mention, which a client writes as a name; the next alert calls them."""
    amina, jean, nora = vigil.people("amina", "jean", "nora")
    assert f"{nora.user} answers for Lake Watch" in await answer(amina, f"!person add {nora.user} Lake Watch")
    pill = {
        "msgtype": "m.text",
        "body": "!person add Otis the clinic",
        "format": "org.matrix.custom.html",
        "formatted_body": f'!person add <a href="https://matrix.to/#/{user_id("otis")}">Otis</a> the clinic',
    }
    amina.reads_on()
    await amina.sends(pill, COORDINATION)
    amina.sees(f"{user_id('otis')} answers for The Clinic", COORDINATION)
    await jean.says("alert")
    nora.sees("Baobab needs help")


async def test_a_removed_person_leaves_every_open_room_at_once(vigil: World) -> None:
    """After the yes only: removed, the key changed, replaced; and whoever is added again is asked back."""
    scene = await alert_raised(vigil)
    question = await answer(scene.amina, f"!person remove {ESTHER}")
    assert "to be removed from The Clinic" in question and "NEEDED NOW, in K001" in question
    members = vigil.homeserver.rooms[scene.room].members
    assert members[ESTHER] == "join"
    assert "1 alert room" in await answer(scene.amina, f"!yes {number_in(question)}")
    assert members[ESTHER] == "leave"
    (baraka,) = vigil.people("baraka")
    baraka.sees("Baobab needs help", scene.room)
    vigil.everybody_reads_on()
    await scene.sophie.says("!note the red car", scene.room)
    scene.esther.sees_no_more()
    assert "answers for The Clinic" in await answer(scene.amina, f"!person add {ESTHER} The Clinic")
    await scene.esther.joins(scene.room)
    assert members[ESTHER] == "join"


async def test_who_is_away_is_not_called(vigil: World) -> None:
    """Until the day that was said, or until they are back; that nobody is left is said."""
    amina, jean = vigil.people("amina", "jean")
    said = await answer(amina, f"!person away {CARTER} for 2 days")
    assert f"{CARTER} is away from 2" in said and "Somebody else of the organisation is there" in said
    said = await answer(amina, f"!person away {ESTHER}")
    assert f"until you write !person back {ESTHER}" in said and "NOBODY of The Clinic" in said
    await jean.says("alert")
    called = vigil.homeserver.rooms[vigil.people("sophie")[0].room].members
    assert ESTHER not in called and CARTER not in called
    assert "is there again" in await answer(amina, f"!person back {ESTHER}")
    await vigil.forward(days=3)
    clinic, lake = await organisation(vigil, "The Clinic"), await organisation(vigil, "Lake Watch")
    assert clinic is not None and lake is not None
    assert present(clinic, vigil.clock.now()) == (ESTHER,)
    assert CARTER in present(lake, vigil.clock.now())


async def test_away_twice_is_away_once(vigil: World) -> None:
    """The later word counts; a leave that is still to come stays when they are back from another."""
    (amina,) = vigil.people("amina")
    await answer(amina, f"!person away {ESTHER}")
    await answer(amina, f"!person away {ESTHER} for 2 hours")
    clinic = await organisation(vigil, "The Clinic")
    assert clinic is not None and len(clinic.duties.absences) == 1
    await answer(amina, f"!person away {ESTHER} from 13 June to 20 June")
    assert "is there again" in await answer(amina, f"!person back {ESTHER}")
    clinic = await organisation(vigil, "The Clinic")
    assert clinic is not None and len(clinic.duties.absences) == 1


async def test_an_organisation_is_added_line_by_line(vigil: World) -> None:
    """A new line parts as a semicolon does, also after the name."""
    (amina,) = vigil.people("amina")
    await answer(amina, f"!organisation add Night Watch\nareas: goma\npeople: {user_id('nora')}")
    added = await organisation(vigil, "Night Watch")
    assert added is not None and added.areas == ("goma",) and added.people == (user_id("nora"),)


async def test_a_name_that_goes_on_is_another_name(vigil: World) -> None:
    """Nothing is paused or taken off because its name begins in the same way."""
    (amina,) = vigil.people("amina")
    for word in ("pause", "resume", "remove"):
        said = await answer(amina, f"!organisation {word} The Clinic Bukavu")
        assert "I know no organisation called “The Clinic Bukavu”" in said
    assert await details(vigil) == []


@pytest.mark.parametrize("how", ["remove", "edit"])
async def test_a_fallback_contact_who_is_none_any_more_leaves(before: World, how: str) -> None:
    """G3: with their organisation, or because it has another one: they read nothing more of open alerts."""
    (nora,) = before.people("nora")
    before.settings = replace(
        before.settings,
        organisations=tuple(
            replace(each, fallback=nora.user) if each.name == "Lake Watch" else each
            for each in before.settings.organisations
        ),
    )
    await before.starts()
    scene = await alert_raised(before)
    for _ in range(30):
        await before.forward(minutes=1)
    members = before.homeserver.rooms[scene.room].members
    assert members[nora.user] in ("join", "invite")
    if how == "edit":
        await answer(scene.amina, "!organisation edit Lake Watch; fallback: none")
    else:
        question = await answer(scene.amina, "!organisation remove Lake Watch")
        await answer(scene.amina, f"!yes {number_in(question)}")
    assert members[nora.user] == "leave"


@pytest.mark.parametrize("what", ["person remove", "organisation remove"])
async def test_taking_somebody_off_reinstates_nobody(before: World, what: str) -> None:
    """G3: a coordinator who was suspended as a partner stays suspended until they are reinstated."""
    amina, omar = await two_coordinators(before)
    await answer(amina, f"!person add {omar.user} The Clinic")
    await answer(amina, f"!suspend {omar.user if what == 'person remove' else 'The Clinic'}")
    whom = omar.user if what == "person remove" else "The Clinic"
    await answer(amina, f"!yes {number_in(await answer(amina, f'!{what} {whom}'))}")
    async with before.store.transaction() as tx:
        assert await tx.roster.admins() == [amina.user]
    assert "Suspended: @omar" in await answer(amina, "!organisations")
    await answer(amina, f"!yes {number_in(await answer(amina, f'!reinstate {omar.user}'))}")
    async with before.store.transaction() as tx:
        assert await tx.roster.admins() == [amina.user, omar.user]


async def test_who_goes_with_an_organisation_is_left_in_no_chat(vigil: World) -> None:
    """Nobody hears them there any more: they are not to think that somebody does."""
    amina, esther = vigil.people("amina", "esther")
    await esther.says("hello")
    await answer(amina, f"!yes {number_in(await answer(amina, '!organisation remove The Clinic'))}")
    assert vigil.homeserver.rooms[str(esther.chat)].members[vigil.homeserver.bot] == "leave"


@pytest.mark.parametrize("text", ["until Fridya", "jusqu'à vendrdi", "until the 3rd of Janaury"])
async def test_a_mention_and_a_time_that_is_none(vigil: World, text: str) -> None:
    """Nobody is away without an end because the end was mistyped."""
    (amina,) = vigil.people("amina")
    pill = f'<a href="https://matrix.to/#/{ESTHER}">Esther</a>'
    await amina.sends(
        {
            "msgtype": "m.text",
            "body": f"!person away Esther {text}",
            "formatted_body": f"!person away {pill} {text}",
        },
        COORDINATION,
    )
    amina.sees("is not complete", COORDINATION)
    clinic = await organisation(vigil, "The Clinic")
    assert clinic is not None and clinic.duties.absences == ()


@pytest.mark.parametrize("text", ["!suspend Clinc", "!person away", "!person remove", "!admin remove"])
async def test_who_is_only_answered_is_not_meant(vigil: World, text: str) -> None:
    """What an app quotes of a message with a reply to it holds the name of whoever wrote it."""
    (amina,) = vigil.people("amina")
    quoted = (
        "<mx-reply><blockquote><a href='https://matrix.to/#/!room1/$event'>In reply to</a> "
        f'<a href="https://matrix.to/#/{ESTHER}">{ESTHER}</a><br>hello</blockquote></mx-reply>'
    )
    body = f"> <{ESTHER}> hello\n\n{text}"
    relation = {"m.in_reply_to": {"event_id": "$event"}}
    await amina.sends(
        {"msgtype": "m.text", "body": body, "formatted_body": quoted + text, "m.relates_to": relation},
        COORDINATION,
    )
    amina.sees("", COORDINATION)
    assert await details(vigil) == []
    async with vigil.store.transaction() as tx:
        assert await tx.suspensions.subjects() == frozenset()
