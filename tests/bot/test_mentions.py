"""People in every form in which apps and phones write them: they are understood wherever one can be named."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from bot.mentions import Mentions
from rooms.addresses import user_in
from rooms.words import is_alert
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World

CARTER, ZAWADI, VIGIL = user_id("carter"), user_id("zawadi"), user_id("vigil")
MENTIONS = Mentions(VIGIL, "Vigil")
TO = "https://matrix.to/#/"


def _encoded(user: str) -> str:
    return user.replace("@", "%40").replace(":", "%3A")


TYPED = {
    "address": "{user}",
    "straight quotes": '"{user}"',
    "curly quotes": "“{user}”",
    "single quotes": "‘{user}’",
    "guillemets": "« {user} »",
    "isolates": "\u2068{user}\u2069",
    "marks of direction": "\u200e{user}\u200f",
    "zero-width space": "\u200b{user}\u200b",
    "word joiner and byte order mark": "\ufeff{user}\u2060",
    "joiners": "\u200d{user}\u200c",
    "code": "`{user}`",
    "bold": "**{user}**",
    "bold in one star": "*{user}*",
    "underlined": "__{user}__",
    "italics": "_{user}_",
    "struck": "~~{user}~~",
    "bold in quotes": '"**{user}**"',
    "brackets": "<{user}>",
    "parentheses": "({user})",
    "link": f"{TO}{{user}}",
    "link with via": f"{TO}{{user}}?via=vigil.test&via=other.test",
    "link, encoded": f"{TO}{{encoded}}",
    "link, encoded, with via": f"{TO}{{encoded}}?via=vigil.test",
    "link in brackets": f"<{TO}{{user}}>",
    "link without its beginning": "matrix.to/#/{user}",
    "link of an app": "https://app.element.io/#/user/{user}",
    "link of the specification": "matrix:u/{bare}?action=chat",
    "as Element X": f"[{{user}}]({TO}{{user}})",
    "as Nheko": f"[{{name}}]({TO}{{user}})",
    "as Element X, encoded": f"[{{user}}]({TO}{{encoded}})",
    "as Element X, with via": f"[{{name}}]({TO}{{encoded}}?via=vigil.test)",
    "as Nheko, brackets in the name": f"[{{name}} [Goma]](<{TO}{{user}}>)",
}
"""What stands in the words themselves."""

PICKED = {
    "as Element Web": ("{name}", f'<a href="{TO}{{user}}">{{name}}</a>'),
    "with an at": ("@{name}", f'<a href="{TO}{{user}}">@{{name}}</a>'),
    "other quotes, encoded, with via": (
        "{name}",
        f"<A class='x' HREF='{TO}{{encoded}}?via=a.b'>{{name}}</A>",
    ),
    "another name": ("Who & Co. [42]", f'<a href="{TO}{{user}}">Who &amp; Co. [42]</a>'),
    "isolated": ("{name}", f'<a href="{TO}{{user}}">\u2068{{name}}\u2069</a>'),
    "in bold": ("**{name}**", f'<strong><a href="{TO}{{user}}">{{name}}</a></strong>'),
    "written out": ("{user}", f'<a href="{TO}{{user}}">{{user}}</a>'),
    "link in both": (f"[{{name}}]({TO}{{user}})", f'<a href="{TO}{{user}}">{{name}}</a>'),
}
"""What stands in the words, and in the formatted ones."""

FORMS = {**{name: (form, "") for name, form in TYPED.items()}, **PICKED}


def content(text: str, form: tuple[str, str]) -> dict[str, Any]:
    """A message in which `{carter}` and `{zawadi}` are written in this form."""
    of = {user[1:].partition(":")[0]: user for user in (CARTER, ZAWADI, VIGIL)}
    bodies = [
        text.format(
            **{
                who: each.format(name=who.title(), user=user, encoded=_encoded(user), bare=user[1:])
                for who, user in of.items()
            }
        )
        for each in form
    ]
    made: dict[str, Any] = {"msgtype": "m.text", "body": bodies[0]}
    return made | ({"format": "org.matrix.custom.html", "formatted_body": bodies[1]} if form[1] else {})


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_everybody_in_a_command_is_an_address(form: tuple[str, str]) -> None:
    """However an app or a hand has written it; what stands beside it stays as it was."""
    shift = content("!shift add {carter}: Mon-Fri 18:00-08:00, {zawadi}", form)
    said = MENTIONS.read(shift["body"], shift)
    assert said.addressed == f"!shift add {CARTER} Mon-Fri 18:00-08:00, {ZAWADI}"
    told = content("!tell {carter} comes", form)
    assert MENTIONS.read(told["body"], told).words.endswith(" comes")
    assert TO not in MENTIONS.read(told["body"], told).words


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_nobody_has_to_be_spoken_to(form: tuple[str, str]) -> None:
    """Vigil's own name, before a call for help, an answer or a command, or within it, hides nothing."""
    for text, words in {
        "{vigil}: alert they come": "alert they come",
        "{vigil} help": "help",
        "alert {vigil} they come": "alert they come",
        "{vigil} 1": "1",
        "safe, {vigil}": "safe,",
        "{vigil}: !ack": "!ack",
    }.items():
        made = content(text, form)
        assert MENTIONS.read(made["body"], made).words == words


def test_the_name_that_people_call_it_by_hides_nothing() -> None:
    """Typed, with or without a sign behind it; who only speaks of it keeps every word."""
    auntie = Mentions(VIGIL, "Auntie Rose")
    for text in ("Auntie Rose, alert", "auntie rose alert", "hello Auntie Rose: alert", "@vigil alert"):
        assert is_alert(auntie.read(text, {}).words)
    assert auntie.read("Auntie Rose: 1", {}).words == "1"
    assert auntie.read("auntie rose !ack", {}).addressed == "!ack"
    for text in ("Auntie Rose was here with 2 men", "Vigil", f"{VIGIL}", "I like Vigil"):
        assert auntie.read(text, {}).words == text


@pytest.mark.parametrize(
    "text",
    [
        *("write to a@b.org: soon", "@carter", "@carter: hello", "@carter:exämple.org", "@a:b.ü"),
        *(
            f"{TO}!room:vigil.test",
            f"[a]({TO}#room:vigil.test)",
            "@carter:[",
            "https://a.b/@carter:vigil.test",
        ),
    ],
)
def test_nobody_is_read_into_a_message(text: str) -> None:
    """An e-mail address, half an address, a room: nobody is named by what only looks like it."""
    assert user_in(MENTIONS.read(text, {"formatted_body": text}).addressed) in (None, "@carter:vigil.test")
    assert MENTIONS.read(f"!lead {text}", {"formatted_body": ["no", "text"]}).addressed.startswith("!lead ")


def test_who_is_only_pinged_is_named() -> None:
    """By `m.mentions` alone; in a reply that is whoever it answers, and nobody is named."""
    pings = {"m.mentions": {"user_ids": [CARTER, VIGIL]}}
    assert MENTIONS.read("!lead Mama K.", pings).addressed == f"!lead Mama K. {CARTER}"
    assert MENTIONS.read("!shift remove carter 1", pings).addressed == f"!shift remove {CARTER} 1"
    reply = {**pings, "m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}}
    assert MENTIONS.read("!lead Mama K.", reply).addressed == "!lead Mama K."


def test_two_of_one_name_are_told_apart() -> None:
    """Each by their own link, in the order of the words; a word that only looks like the name is left."""
    body = "!override Carter for Carter, from 3 January"
    links = "!override " + " for ".join(f'<a href="{TO}{user}">Carter</a>' for user in (ZAWADI, CARTER))
    said = MENTIONS.read(body, {"formatted_body": links + ", from 3 January"})
    assert said.addressed == f"!override {ZAWADI} for {CARTER}, from 3 January"
    link = f'!shift add <a href="{TO}{CARTER}">add</a> always'
    said = MENTIONS.read("!shift add add always", {"formatted_body": link})
    assert said.addressed == f"!shift add {CARTER} always"


@pytest.mark.parametrize(
    "text",
    ["@", "[", "«", "*", "a", "@a:b*", "@a:a.", "[a](", "<a ", "https://a/#/@a:b ", "matrix.to/", "vigil "],
)
def test_no_message_takes_long(text: str) -> None:
    """Whatever somebody fills a whole message with."""
    began = process_time()
    MENTIONS.read(text * (60_000 // len(text)), {"formatted_body": text * (60_000 // len(text))})
    assert process_time() - began < 2


async def obeyed(
    person: Person, text: str, form: tuple[str, str], words: str, room: str = COORDINATION
) -> None:
    """They write it in this form, and read these words next."""
    person.reads_on()
    await person.sends(content(text, form), room)
    person.sees(words, room)


@pytest.mark.parametrize("name", ["as Element Web", "as Element X, with via", "curly quotes", "isolates"])
async def test_whoever_is_named_is_understood_in_every_command(vigil: World, name: str) -> None:
    """However an app or a hand has written it; the numbers and times beside it are no part of it."""
    form = FORMS[name]
    scene = await alert_raised(vigil)
    amina = scene.amina
    await obeyed(amina, "!shift add {carter} Mon-Fri 18:00-08:00", form, f"{CARTER} is on duty")
    await obeyed(amina, "!shift add {zawadi}: Sat 08:00-20:00", form, f"{ZAWADI} is on duty")
    await obeyed(
        amina, "!override {carter} for {zawadi}, Friday 20:00 to Sunday 08:00", form, f"for {ZAWADI}"
    )
    await obeyed(amina, "!override remove {carter}", form, CARTER)
    await obeyed(amina, "!shift remove {carter} 1", form, CARTER)
    await obeyed(amina, "!shift remove {zawadi}", form, "no shifts any more")
    await obeyed(amina, "!person away {carter} until 3 January", form, f"{CARTER} is away from")
    await obeyed(amina, "!person back {carter}", form, f"{CARTER} is there again")
    await obeyed(amina, "!verify {carter}", form, f"I am asking Lake Watch, {CARTER}")
    await obeyed(amina, "!trust {carter} ABCD", form, "That is not")
    await obeyed(amina, "!person remove {zawadi}", form, f"{ZAWADI} is to be removed")
    await obeyed(amina, "!admin add {carter}", form, CARTER)
    await obeyed(amina, "!organisation edit Lake Watch; fallback: {carter}", form, f"fallback: {CARTER}")
    await scene.esther.says("!ack", scene.room)
    await obeyed(scene.esther, "!lead {carter}", form, "leads", scene.room)
    await obeyed(amina, "!suspend {carter}", form, f"{CARTER}")
    async with vigil.store.transaction() as tx:
        assert await tx.suspensions.subjects() == {CARTER}
    await obeyed(amina, "!organisation add River Post; people: {vigil}", form, "my own account")
