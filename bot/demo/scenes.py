"""What happens in the story: each function makes people write, and looks at what others could really read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.demo import cast
from bot.demo.attachments import PICTURE
from bot.demo.looking import WITHIN, all_read, everybody_reads, needs, never_reads, reads
from bot.demo.memory import NotSeen, Seen
from bot.demo.people import Person
from bot.demo.transcript import Step

CALLED_FOR_JEAN = ("sophie", "esther", "david", "carter", "zawadi")
CALLED_FOR_MADO = ("sophie", "olivier", "mireille", "junior", "patience")
JEANS_WORDS = "they are at my gate, four men"
MADOS_WORDS = "des hommes frappent à ma porte"
PLAN = "We are coming by the lake road"
READING = 6.0
"""Seconds: what is answered sooner after the question whether it is over was not read (`rooms.checkins`)."""
ARRIVAL = 2 * WITHIN
"""Seconds in which the bot has to start and log in."""


@dataclass
class Story:
    """The people, and what the parts hand on to one another."""

    people: Mapping[str, Person]
    room: str = ""
    """Jean's alert room."""
    code: str = ""
    raised_at: float = 0.0
    present: list[Person] = field(default_factory=list)
    """Who is in Jean's alert room."""
    after_safe: str = ""
    """What Vigil answered when Jean said that he was safe."""

    def __getitem__(self, name: str) -> Person:
        """The person of that name."""
        return self.people[name]

    def named(self, *names: str) -> list[Person]:
        """The people of these names."""
        return [self.people[name] for name in names]


async def quiet_day(story: Story, step: Step) -> None:
    """The bot is there, its coordination room as well, and a question raises nothing."""
    amina, jean = story["amina"], story["jean"]
    await amina.room(within=ARRIVAL)
    asked = await jean.says("hello")
    await reads(jean, "1 yes", since=asked.at)
    sent = await jean.says("2")
    await reads(jean, "alert", since=sent.at)


async def call_for_help(story: Story, step: Step) -> None:
    """One word raises the alert; five people of four organisations read the same brief in a fresh room."""
    jean, called = story["jean"], story.named(*CALLED_FOR_JEAN)
    sent = await jean.says(f"alert {JEANS_WORDS}")
    briefs = await everybody_reads(called, "ALERT", "Baobab", JEANS_WORDS, since=sent.at)
    story.room, story.raised_at, story.present = briefs[0].room, sent.at, called
    _measure_briefs(step, briefs, sent.at)
    needs({brief.room for brief in briefs} == {story.room}, "The partners were not called into one room.")
    needs(all(brief.encrypted for brief in briefs), "The brief was not encrypted.")
    told = await reads(jean, "The Anchor", "The Clinic", "Jurists for All", "Lake Watch", since=sent.at)
    step.measure("alert → Jean knows who is called", told.at - sent.at)
    await _only_these_are_in(story.room, called)
    story.code = called[0].label(story.room).split()[-1]
    await reads(story["amina"], story.code, since=sent.at)


def _measure_briefs(step: Step, briefs: list[Seen], sent_at: float) -> None:
    first_of: dict[str, float] = {}
    for name, brief in zip(CALLED_FOR_JEAN, briefs, strict=True):
        organisation = cast.ORGANISATION_OF[name]
        first_of[organisation] = min(brief.at, first_of.get(organisation, brief.at))
    delays = sorted(at - sent_at for at in first_of.values())
    step.measure("alert → brief read by the first organisation", delays[0])
    step.measure("alert → brief read by the fourth", delays[3])
    step.measure("alert → brief read by all five people", max(brief.at for brief in briefs) - sent_at)


async def _only_these_are_in(room: str, people: list[Person]) -> None:
    """The homeserver itself knows of nobody else in the room."""
    there = set(await people[0].members(room))
    needs(
        there == {people[0].bot, *(person.user for person in people)}, "Somebody else is in the alert room."
    )


async def answers(story: Story, step: Step) -> None:
    """Two organisations come; the third cannot, and the next one is called in its place."""
    sophie, carter, esther = story.named("sophie", "carter", "esther")
    sent = await sophie.says("!ack", story.room)
    told = await _is_on_it(story, sophie, sent.at)
    step.measure("!ack → Jean knows", told.at - sent.at)
    sent = await carter.says("!ack", story.room)
    await _is_on_it(story, carter, sent.at)

    sent = await esther.says("!pass our car has broken down", story.room)
    await everybody_reads(story.present, "The Clinic", "car has broken down", since=sent.at, room=story.room)
    newcomers, read_at = await _another_is_called(story, sent.at)
    step.measure("!pass → brief read by the replacement", read_at - sent.at)
    sent = await newcomers[0].says("!ack", story.room)
    await _is_on_it(story, newcomers[0], sent.at)


async def _is_on_it(story: Story, person: Person, since: float) -> Seen:
    """The whole room and Jean read that this person's organisation comes."""
    organisation = cast.ORGANISATION_OF[person.name.lower()]
    await everybody_reads(story.present, organisation, "on it", since=since, room=story.room)
    return await reads(story["jean"], organisation, "on it", since=since)


async def _another_is_called(story: Story, since: float) -> tuple[list[Person], float]:
    """Jean is told of one more organisation, and its people read the brief; also returns when they could."""
    told = await reads(story["jean"], "calling", since=since)
    name = next((name for name in cast.BY_NAME if name in told.text), None)
    if name is None:
        raise NotSeen("Jean was not told which organisation is called.")
    newcomers = story.named(*cast.BY_NAME[name].people)
    briefs = await everybody_reads(newcomers, "ALERT", "Baobab", JEANS_WORDS, since=since, room=story.room)
    story.present = [*story.present, *newcomers]
    return newcomers, max(brief.at for brief in briefs)


async def both_ways(story: Story, step: Step) -> None:
    """What Jean sends reaches the room; of what partners write, only `!tell` reaches Jean."""
    jean, sophie, carter = story.named("jean", "sophie", "carter")
    sent = await jean.says("Two of them are in the yard now. My children are with me.")
    heard = await everybody_reads(story.present, "Baobab", "in the yard", since=sent.at, room=story.room)
    step.measure("Jean's words → read by all in the room", max(each.at for each in heard) - sent.at)
    sent = await jean.sends_picture()
    pictures = await everybody_reads(story.present, since=sent.at, room=story.room, kind="m.image")
    needs(await sophie.opens(pictures[0]) == PICTURE, "Sophie could not open Jean's picture.")

    sent = await carter.says(f"{PLAN}, twenty minutes.", story.room)
    others = [person for person in story.present if person is not carter]
    await everybody_reads(others, PLAN, since=sent.at, room=story.room, by=carter.user)
    sent = await sophie.says("!tell Lock the door and stay inside. Friends are near.", story.room)
    told = await reads(jean, "The Anchor", "Friends are near", since=sent.at)
    step.measure("!tell → read by Jean", told.at - sent.at)
    never_reads([jean], PLAN)


async def check_in(story: Story, step: Step) -> None:
    """The question comes by itself; the answer is shown to the room, and lowers nothing."""
    jean, david = story["jean"], story["david"]
    asked = await reads(jean, "Are you safe", since=story.raised_at, within=ARRIVAL)
    step.measure("alert → asked by itself", asked.at - story.raised_at)
    sent = await david.says("!ack", story.room)
    await _is_on_it(story, david, sent.at)
    sent = await david.says("!checkin every 30m", story.room)
    await everybody_reads(story.present, "30 minutes", since=sent.at, room=story.room)
    await _says_safe(story, step, "1")


async def _says_safe(story: Story, step: Step, words: str) -> None:
    sent = await story["jean"].says(words)
    answer, *seen = await asyncio.gather(
        reads(story["jean"], "again", since=sent.at),
        *(reads(each, "Baobab", "safe", words, since=sent.at, room=story.room) for each in story.present),
    )
    story.after_safe = answer.text
    step.measure(f"“{words}” → read by all in the room", max(each.at for each in seen) - sent.at)


async def second_alert(story: Story, step: Step) -> None:
    """Another defender, another language, another room; the coordinator sees both and reads neither."""
    mado, amina, olivier, patience = story.named("mado", "amina", "olivier", "patience")
    called = story.named(*CALLED_FOR_MADO)
    sent = await mado.says(f"alerte {MADOS_WORDS}")
    briefs = await everybody_reads(called, "ALERTE", "Kapok", MADOS_WORDS, since=sent.at)
    room = briefs[0].room
    step.measure("Mado's alert → brief read by all five people", max(each.at for each in briefs) - sent.at)
    await _only_these_are_in(room, called)
    ack = await olivier.says("!ack", room)
    await reads(mado, "Free Press Desk", since=ack.at)

    sent = await amina.says("!alerts", coordination := await amina.room())
    await reads(amina, story.code, called[0].label(room).split()[-1], since=sent.at, room=coordination)

    sent = await patience.says("!resolve ce sont des voisins, ils cherchaient leur chien", room)
    await everybody_reads(called, "voisins", since=sent.at, room=room)
    await _says_yes_until_it_is_closed(mado, sent.at)
    await everybody_reads(called, "alerte est", since=sent.at, room=room)


async def _says_yes_until_it_is_closed(mado: Person, since: float) -> None:
    """A check-in may come between; her "1" then answers that, and she is asked again whether it is over."""
    while True:
        said = await reads(mado, since=since)
        if "alerte est" in said.text:
            return
        if "1 " in said.text:
            await asyncio.sleep(READING)
            await mado.says("1")
        since = said.at


async def silence(story: Story, step: Step) -> None:
    """Jean does not answer. Each rung is read by all in the room, until somebody takes it."""
    jean, zawadi, carter = story.named("jean", "zawadi", "carter")
    sent = await zawadi.says("!checkin now", story.room)
    asked = await reads(jean, "Are you safe", since=sent.at)
    await everybody_reads(story.present, "not answered", "Baobab", since=asked.at, room=story.room)
    await reads(jean, "Are you safe", since=asked.at)
    second = await everybody_reads(story.present, "Baobab", "!take", since=asked.at, room=story.room)
    step.measure("asked → the room is asked to call", second[0].at - asked.at)
    third = await everybody_reads(
        story.present, "Baobab", "!take", "another organisation", since=asked.at, room=story.room
    )
    await _another_is_called(story, second[0].at)
    step.measure("asked → another organisation is called", third[0].at - asked.at)
    await reads(story["amina"], story.code, "not answered", since=asked.at)

    sent = await carter.says("!take", story.room)
    await everybody_reads(story.present, "Lake Watch", "calling Baobab", since=sent.at, room=story.room)
    await _says_safe(story, step, "I am safe")


async def under_force(story: Story, step: Step) -> None:
    """The duress word gets, to the letter, what "safe" gets; the room gets a silent alarm."""
    jean, sophie, carter = story.named("jean", "sophie", "carter")
    await carter.says("On the phone he sounded strange. Can we ask once more?", story.room)
    sent = await sophie.says("!checkin now", story.room)
    await reads(jean, "Are you safe", since=sent.at)
    duress = cast.DEFENDERS[0].duress or ""
    sent = await jean.says(duress)
    sent_at = sent.at
    alarms = await everybody_reads(story.present, "Baobab", "duress", duress, since=sent.at, room=story.room)
    step.measure("duress word → read by all in the room", max(each.at for each in alarms) - sent.at)
    reply = await reads(jean, since=sent.at)
    needs(
        _without_time(reply.text) == _without_time(story.after_safe),
        "What the duress word got differs from what “safe” gets.",
    )
    sent = await carter.says("Nobody calls. We are at the corner, six of us: we go in together.", story.room)
    others = [person for person in story.present if person is not carter]
    await everybody_reads(others, "go in together", since=sent.at, room=story.room, by=carter.user)
    needs(len(all_read(jean, since=sent_at)) == 1, "Jean read more than the answer to “safe”.")


def _without_time(text: str) -> str:
    """The sentence without its time of day, and the day where that is another: "20:05 (Sunday)"."""
    return re.sub(r"\d{1,2}:\d{2}( \([^)]*\))?", "…", text)


async def the_end(story: Story, step: Step) -> None:
    """One organisation proposes, and cannot agree with itself; a second one closes."""
    jean, carter, david, amina = story.named("jean", "carter", "david", "amina")
    sent = await carter.says("!resolve the men have gone and Baobab sleeps at a safe place", story.room)
    await everybody_reads(story.present, "Lake Watch", "men have gone", since=sent.at, room=story.room)
    sent = await carter.confirms(story.room)
    await reads(carter, "Another organisation", since=sent.at, room=story.room)
    sent = await david.confirms(story.room)
    closed = await everybody_reads(
        story.present, "Jurists for All", "alert is", since=sent.at, room=story.room
    )
    step.measure("!confirm → read by all in the room", max(each.at for each in closed) - sent.at)
    await reads(jean, "alert is", since=sent.at)
    await reads(amina, story.code, "closed", since=sent.at)


async def nobody_left_out(story: Story, step: Step) -> None:
    """Everybody could decrypt all that was for them, and nobody read what was not."""
    await asyncio.gather(*(person.sees_nothing_undecryptable() for person in story.people.values()))
    never_reads([story["amina"]], "gate")
    never_reads([story["amina"]], "porte")
    never_reads([story["jean"]], "duress")
    never_reads(story.named(*CALLED_FOR_JEAN[1:]), "Kapok")
    never_reads(story.named(*CALLED_FOR_MADO[1:]), "Baobab")
    never_reads(story.named(*cast.PARTNERS), "Jean")
    never_reads(story.named(*cast.PARTNERS), "Mado")
