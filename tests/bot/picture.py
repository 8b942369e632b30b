"""All that there is, as text: what everybody can read, and every table; two pictures can be compared.

Row numbers are left out, and random marks are named in the order in which they come, so that two processes
that did the same have the same picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.bot.homeserver import FakeHomeserver
from tests.bot.world import World

_MARK = re.compile(r"mark\d{6}")
_WAS_DOWN = "I was not running, or was cut off"
"""Only who was killed has that to tell."""
TABLES = {
    "alerts": "code, defender, state, room, created_at FROM alerts ORDER BY id",
    # In which order an organisation was asked and came in depends on which of two sides is heard first.
    "journal": "alert, written_at, event FROM journal ORDER BY alert, event",
    "timers": "alert, due_at, kind, subject FROM timers ORDER BY alert, due_at, kind, subject",
    # What is done and was only a note of the shell to itself may have come in two pieces, or too late.
    "inbox": "event_id, room, sender, kind, payload, state, not_before, session_id, told FROM inbox "
    "WHERE kind NOT IN ('report', 'left', 'entered') OR state != 'done' ORDER BY event_id",
    "indexes": "session_id, message_index, event_id FROM message_indexes ORDER BY session_id, message_index",
    "outbox": "queue, alert, action, transaction_id, not_before FROM outbox ORDER BY queue, id",
    "chats": "room, kind, person, alert, encrypted, seen_encrypted, question_asked_at, held, greeted, "
    "written_at FROM chats ORDER BY room",
    "members": "room, person, membership FROM members ORDER BY room, person",
    "called": "id, last_called_at FROM organisations ORDER BY id",
    "calls": "organisation, at FROM calls ORDER BY organisation, at",
    "acts": "person, act, detail, at, hash FROM acts ORDER BY id",
    "enrolments": "code_hash, kind, made_by, made_at, expires_at, used_at FROM enrolments ORDER BY made_at",
    "confirmations": "by, what, room, expires_at FROM confirmations ORDER BY number",
    "measures": "month, area, first_after, quorum_after, fourth_after, missed, passes FROM measures "
    "ORDER BY id",
    "counts": "month, name, number FROM counts ORDER BY month, name",
    "strangers": "user, at FROM strangers ORDER BY user",
    "identities": "user, pin, current, changed, verified, accepted FROM identities ORDER BY user",
    "unsigned": "user, device, seen_at, told FROM unsigned_devices ORDER BY user, device",
    "suspended": "subject, by, at FROM suspended ORDER BY subject",
    "notices": "kind, room, subject, sender, told_at, number FROM notices ORDER BY kind, room, subject",
    # When the time is noted, and the files are written anew, is a matter of the clock alone.
    "facts": "key, value FROM facts WHERE key NOT IN ('latest_time', 'heard_until', 'to_scrub') ORDER BY key",
}


async def picture(world: World) -> str:
    """What there is now."""
    lines = [*_rooms(world.homeserver), *_people(world.homeserver)]
    selects = (f"SELECT '{table}', {columns}" for table, columns in TABLES.items())
    lines += map(str, await world.store.rows(*selects))
    text = "\n".join(lines)
    names: dict[str, str] = {}
    return _MARK.sub(lambda found: names.setdefault(found[0], f"mark-{len(names) + 1}"), text)


def _rooms(homeserver: FakeHomeserver) -> Iterator[str]:
    for room in homeserver.rooms.values():
        yield f"{room.id} {room.name!r} {room.mark} encrypted={room.encrypted} locked={room.locked}"
        yield f"{room.id} members {sorted(room.members.items())}"
        yield f"{room.id} is set up {sorted(room.state.items())}"
        for said in room.timeline:
            if said.text.startswith(_WAS_DOWN):
                continue
            yield f"{room.id} {said.sender} said {said.text!r} to {sorted(said.mentions)}"


def _people(homeserver: FakeHomeserver) -> Iterator[str]:
    yield f"signed by the bot {sorted(homeserver.signed_by_bot)}"
    for user in sorted(homeserver.phones):
        # Each room in order; rooms do not wait for each other.
        for room, said in sorted(homeserver.shown(user), key=lambda each: each[0].id):
            can_read = homeserver.can_read(user, said)
            if not can_read and room.members.get(user) == "leave":
                continue  # Whoever is put out of a room is so beside what is said there, sooner or later.
            if said.text.startswith(_WAS_DOWN):
                continue
            words = said.text if can_read else "(unreadable)"
            yield f"{user} in {room.id} sees {words!r}"
