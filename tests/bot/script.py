"""A rich story as a list of what happens outside: nothing in it waits for the bot, or asks it anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.demo.cast import BOT
from tests.bot.people import user_id
from tests.bot.world import World

Step = tuple[str, Callable[[World], None]]

PICTURE = {
    "msgtype": "m.image",
    "body": "gate.jpg",
    "file": {"url": "mxc://vigil.test/1", "key": {"k": "secret"}},
    "info": {"size": 5},
}


def room(world: World, name: str, number: int = -1, *, person: str | None = None) -> str:
    """A room of the bot's, by the beginning of its name; one that this person is in, if one is named."""
    found = [
        each.id
        for each in world.homeserver.rooms.values()
        if each.creator == user_id(BOT) and each.name.startswith(name)
        if person is None or each.members.get(user_id(person)) == "join"
    ]
    return found[number]


def chat(world: World, person: str) -> str:
    """The direct chat that this person opened."""
    return next(each.id for each in world.homeserver.rooms.values() if each.creator == user_id(person))


def at_first(world: World) -> None:
    """Who is not as easy to reach as the others."""
    homeserver = world.homeserver
    homeserver.register(user_id("theo"))
    homeserver.register(user_id("esther"), phones=0)  # The Clinic: cannot read at first
    homeserver.uninvitable.add(user_id("david"))  # Jurists for All: nobody can be invited
    homeserver.silent.add(user_id("zawadi"))  # Lake Watch: one of two is on a homeserver that is down
    homeserver.greetings[user_id("amina"), "Coordination"] = "!defenders"
    homeserver.greetings[user_id("jean"), "Vigil"] = "I had to leave the other chat"


def opens(person: str) -> Step:
    """Somebody opens a chat with the bot."""
    return f"{person} opens a chat", lambda world: void(world.homeserver.open_chat(user_id(person)))


def void(_: object) -> None:
    """Nothing is done with it."""


def says(person: str, text: str, where: str = "") -> Step:
    """Somebody writes, in the direct chat or in a room of the bot's."""

    def act(world: World) -> None:
        place = room(world, where, person=person) if where else chat(world, person)
        content = {"msgtype": "m.text", "body": text}
        world.homeserver.send(user_id(person), place, content)

    return f"{person} says {text}", act


def confirms(person: str, where: str) -> Step:
    """A partner agrees that it is over, with the number of the last proposal in this room."""

    def act(world: World) -> None:
        place = room(world, where, person=person)
        _writes_number(world, person, place, r"!confirm (\d+)", "!confirm {}")

    return f"{person} confirms", act


def agrees(person: str) -> Step:
    """The defender agrees, with the number that stands before "yes"."""
    return f"{person} agrees", lambda world: _writes_number(
        world, person, chat(world, person), r"(?m)^(\d\d) ", "{}"
    )


def _writes_number(world: World, person: str, place: str, pattern: str, text: str) -> None:
    said = "\n".join(each.text for each in world.homeserver.rooms[place].timeline)
    number = ["", *re.findall(pattern, said)][-1]
    content = {"msgtype": "m.text", "body": text.format(number)}
    world.homeserver.send(user_id(person), place, content)


def orders(text: str, *where: str) -> Step:
    """The coordinator writes this, with the codes of the newest alerts of these rooms in the gaps."""

    def act(world: World) -> None:
        rooms = (room(world, name, -1 - number) for number, name in enumerate(where))
        codes = (world.homeserver.rooms[each].name.split()[-1] for each in rooms)
        content = {"msgtype": "m.text", "body": text.format(*codes)}
        world.homeserver.send(user_id("amina"), room(world, "Coordination"), content)

    return f"amina orders {text}", act


def several(*steps: Step) -> Step:
    """All of this at the same moment."""

    def act(world: World) -> None:
        for _, each in steps:
            each(world)

    return " and ".join(name for name, _ in steps), act


def sends(person: str, content: Mapping[str, object]) -> Step:
    """Somebody sends something else into the direct chat."""

    def act(world: World) -> None:
        world.homeserver.send(user_id(person), chat(world, person), content)

    return f"{person} sends {content['msgtype']}", act


def later(**span: float) -> Step:
    """Time goes by."""
    return f"{span} later", lambda world: world.clock.forward(**span)


def answers_again(person: str) -> Step:
    """Somebody's homeserver is up again."""

    def act(world: World) -> None:
        world.homeserver.silent.discard(user_id(person))
        world.clock.forward(minutes=2)

    return f"{person} can be reached", act


def unreadable(person: str, text: str) -> Step:
    """Somebody writes under a key that does not come."""

    def act(world: World) -> None:
        content = {"msgtype": "m.text", "body": text}
        where = chat(world, person)
        world.homeserver.new_key(user_id(person), where, comes=False)
        world.homeserver.send(user_id(person), where, content)

    return f"{person} writes unreadably", act


def key_comes(person: str) -> Step:
    """Now it does."""
    return "the key comes", lambda world: world.homeserver.hand_over_keys(
        user_id(person), chat(world, person)
    )


def replay(person: str) -> Step:
    """The homeserver gives the bot the last words of somebody once more."""

    def act(world: World) -> None:
        last = world.homeserver.events_of(user_id(person))[-1]
        world.homeserver.repeat(user_id(person), last)

    return f"{person} is replayed", act


def changes_identity(person: str, letter: str) -> Step:
    """Another master key is shown for somebody: this letter, again and again."""

    def act(world: World) -> None:
        world.homeserver.change_identity(user_id(person), letter * 43)

    return f"{person} is somebody else", act


def new_phone(person: str) -> Step:
    """Somebody logs in on another phone, and has not made sure of it yet."""
    return f"{person} is on a new phone", lambda world: void(
        world.homeserver.new_phone(user_id(person), signed=False)
    )


def signs(person: str) -> Step:
    """Somebody makes sure of all their phones."""
    return f"{person} makes sure of it", lambda world: world.homeserver.sign_phones(user_id(person))


def says_on_new_phone(person: str, text: str, where: str) -> Step:
    """Somebody writes, from now on, on a phone that they have not made sure of."""

    def act(world: World) -> None:
        homeserver, user, place = world.homeserver, user_id(person), room(world, where, person=person)
        homeserver.speaks_from[user] = homeserver.new_phone(user, signed=False)
        homeserver.new_key(user, place)
        homeserver.send(user, place, {"msgtype": "m.text", "body": text})

    return f"{person} says {text} on a new phone", act


def let_in(person: str, where: str) -> Step:
    """The homeserver puts somebody into a room of the bot's."""

    def act(world: World) -> None:
        world.homeserver.let_in(world.homeserver.rooms[room(world, where)], user_id(person))

    return f"{person} is let into {where}", act


def altered(where: str, what: str, content: Mapping[str, object]) -> Step:
    """The homeserver changes how a room of the bot's is set up."""

    def act(world: World) -> None:
        world.homeserver.set_up(world.homeserver.rooms[room(world, where)], what, content)

    return f"{where} has another {what}", act


def leaves(person: str, where: str = "") -> Step:
    """Somebody leaves a room of the bot's, or the direct chat."""

    def act(world: World) -> None:
        place = room(world, where) if where else chat(world, person)
        world.homeserver.go(world.homeserver.rooms[place], user_id(person))

    return f"{person} leaves", act


STORY: tuple[Step, ...] = (
    ("the first start", at_first),
    opens("theo"),
    opens("jean"),
    says("jean", "hello?"),
    says("amina", "!drill goma", "Coordination"),
    says("sophie", "!ack", "Exercise"),
    later(minutes=4),
    says("jean", "sos they are at the gate"),  # The exercise, K001, is over by that.
    says("sophie", "!ack", "Room"),
    answers_again("zawadi"),
    several(says("carter", "!pass too far", "Room"), says("zawadi", "!ack", "Room")),
    ("esther gets a phone", lambda world: void(world.homeserver.new_phone(user_id("esther")))),
    several(says("jean", "there are five"), sends("jean", PICTURE)),
    several(says("sophie", "!lead me", "Room"), says("sophie", "!note the road is closed", "Room")),
    several(says("baraka", "!tell we are coming", "Room"), says("baraka", "on our way", "Room")),
    says("sophie", "!statsu", "Room"),
    later(minutes=11),
    several(
        says("amina", "!alerts", "Coordination"),
        says("amina", "!status", "Coordination"),
        says("amina", "good evening", "Coordination"),
    ),
    later(minutes=50),
    says("jean", "1"),
    ("jean has lost the phone", lambda world: world.homeserver.lose_phones(user_id("jean"))),
    says("sophie", "!tell we are near", "Room"),
    ("jean gets a phone", lambda world: void(world.homeserver.new_phone(user_id("jean")))),
    later(hours=1, minutes=1),
    later(minutes=10),
    later(minutes=10),
    says("baraka", "!take", "Room"),
    later(hours=1, minutes=1),
    later(minutes=10),
    later(minutes=10),
    later(minutes=10),
    several(opens("mado"), says("jean", "not safe, they came back")),
    says("jean", "alert they are inside"),
    several(says("mado", "au secours"), says("jean", "all quiet on the lake")),
    several(*(says(each, "!ack", "Salle") for each in ("sophie", "fidele", "olivier", "mireille"))),
    later(hours=1),
    several(
        says("sophie", "!checkin every 30m", "Room K002"),
        says("carter", "who goes?", "Room K002"),
        says("baraka", "!take", "Room K002"),
    ),
    says("baraka", "!checkin now", "Room K002"),
    several(
        says("baraka", "!tell Are they outside?", "Room K002"), says("jean", "yes"), says("jean", "later 2h")
    ),
    unreadable("jean", "the blue house"),
    later(seconds=11),
    key_comes("jean"),
    replay("jean"),
    leaves("jean"),
    says("sophie", "!tell where are you?", "Room K002"),
    says("sophie", "!bring-in", "Room K002"),
    says_on_new_phone("jean", "I am in the blue house", "Room K002"),
    several(
        let_in("theo", "Room K002"),
        let_in("theo", "Coordination"),
        altered("Room K002", "join_rules", {"join_rule": "public"}),
        altered("Coordination", "history_visibility", {"history_visibility": "world_readable"}),
    ),
    new_phone("carter"),
    later(minutes=3),
    several(signs("carter"), signs("jean")),
    several(changes_identity("zawadi", "Z"), changes_identity("jean", "J"), changes_identity("fidele", "F")),
    several(says("zawadi", "!ack", "Room K002"), says("jean", "it is me", "Vigil")),
    several(
        says("amina", f"!trust {user_id('zawadi')} {'Z' * 43}", "Coordination"),
        says("amina", f"!trust Baobab {'J' * 43}", "Coordination"),
        says("amina", "!people", "Coordination"),
    ),
    several(leaves("carter", "Room K002"), says("mireille", "!resolve elle est libre", "Salle")),
    several(
        says("amina", "!suspend The Neighbours", "Coordination"),
        says("amina", f"!suspend {user_id('esther')}", "Coordination"),
    ),
    says("sophie", "!resolve they have gone", "Room K002"),
    says("zawadi", "!deny there is a car", "Room K002"),
    several(says("sophie", "!resolve the car has gone", "Room K002"), says("jean", "thank you", "Vigil")),
    agrees("jean"),  # after the duress word: they read that it is closed, and it is not
    later(minutes=11),
    several(
        confirms("baraka", "Room K002"),
        says("amina", f"!trust {user_id('fidele')} {'F' * 43}", "Coordination"),
    ),
    several(
        says("amina", "!reinstate The Neighbours", "Coordination"),
        says("amina", f"!reinstate {user_id('esther')}", "Coordination"),
    ),
    several(says("amina", "!yes 1", "Coordination"), says("amina", "!yes 2", "Coordination")),
    later(hours=1, minutes=1),
    later(days=31),
    says("amina", "!on-behalf Falcon, goma: they follow me", "Coordination"),
    says("amina", "!on-behalf Falcon: two men, at the church", "Coordination"),
    several(orders("!tie {} Baobab", "Room"), says("amina", "!on-behalf Heron, goma: smoke", "Coordination")),
    several(says("jean", "alert again", "Vigil"), says("amina", "!alerts", "Coordination")),
    orders("!merge {} {}", "Room", "Room"),
    says("amina", "!yes 3", "Coordination"),
    several(*(says(each, "!ack", "Room") for each in ("sophie", "baraka"))),
    several(says("sophie", "!level urgent they are armed", "Room"), says("sophie", "!escalate", "Room")),
    says("sophie", "!handover Road Crew", "Room"),
    says("baraka", "!decline I am alone", "Room"),
    says("sophie", f"!handover {user_id('baraka')}", "Room"),
    later(minutes=11),
    says("sophie", "!handover Road Crew", "Room"),
    says("baraka", "!accept", "Room"),
    says("baraka", "!release Volcano House", "Room"),
    later(hours=4, minutes=1),
    later(minutes=11),
    says("baraka", "we are at the church", "Room"),
)
