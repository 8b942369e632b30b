"""`!rota import` and `!rota export`: a calendar is taken as a whole, or not at all, and is given back."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest

from bot.errors import Refused, Unreachable
from bot.rotating.calendars import LONGEST, write_calendar
from rooms.duty import Duties, Shift, on_duty
from rooms.roster import Organisation
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, answer
from tests.bot.test_calendars import calendar
from tests.bot.test_rota_shown import files
from tests.bot.test_shifts import act, duties, organisation
from tests.bot.world import World

CARTER, ZAWADI = user_id("carter"), user_id("zawadi")
FRIDAYS = "SUMMARY:carter\nDTSTART:20260508T170000Z\nDTEND:20260509T070000Z\nRRULE:FREQ=WEEKLY;COUNT=3"
SUNDAY = "SUMMARY:zawadi\nDTSTART:20260503T190000Z\nDTEND:20260503T210000Z"
SOMEBODY = "SUMMARY:the new one\nDTSTART:20260508T170000Z\nDTEND:20260509T070000Z"


def attached(vigil: World, data: bytes, body: str = "lake.ics") -> dict[str, Any]:
    """A message with this file, which was uploaded, and perhaps with words below it."""
    file = {"v": "v2", "url": vigil.homeserver.keep_file(data)}
    return {"msgtype": "m.file", "body": body, "filename": "lake.ics", "file": file}


async def imports(vigil: World, amina: Person, data: bytes, command: str = "!rota import lake watch") -> str:
    """She sends this file with the command below it; what comes of it."""
    amina.reads_on()
    await amina.sends(attached(vigil, data, command), COORDINATION)
    amina.sees("I am reading the calendar for Lake Watch")
    return amina.sees("").text


async def test_a_calendar_is_taken_with_its_caption(vigil: World) -> None:
    """Its duties count at once, in place of an earlier calendar's; what was understood is shown, and kept."""
    (amina,) = vigil.people("amina")
    text = await imports(vigil, amina, calendar(FRIDAYS, SUNDAY))
    assert "Lake Watch has 4 duties from the calendar, until Sunday 26 July" in text
    assert "– Fri 18:00–08:00: carter" in text and "NOBODY" in text
    assert on_duty(await organisation(vigil), vigil.clock.now()) == (ZAWADI,)
    assert await act(vigil) == "rota import: Lake Watch"
    await imports(vigil, amina, calendar(FRIDAYS))
    assert len((await duties(vigil)).stints) == 3
    await vigil.restarts()
    assert len((await duties(vigil)).stints) == 3


async def test_a_calendar_is_taken_in_answer_to_it(vigil: World) -> None:
    """The command as a reply to the message with the file; the file of whoever is no admin does not count."""
    (amina,) = vigil.people("amina")
    sent = await amina.sends(attached(vigil, calendar(FRIDAYS)), COORDINATION)
    reply = {"m.in_reply_to": {"event_id": sent}}
    content = {"msgtype": "m.text", "body": "!rota import lake-watch", "m.relates_to": reply}
    await amina.sends(content, COORDINATION)
    amina.sees("Lake Watch has 3 duties")
    (sophie,) = vigil.people("sophie")
    vigil.homeserver.enter(vigil.homeserver.rooms[COORDINATION], sophie.user)
    theirs = vigil.homeserver.send(sophie.user, COORDINATION, attached(vigil, calendar(SUNDAY)))
    reply["m.in_reply_to"]["event_id"] = theirs
    await amina.sends(content, COORDINATION)
    amina.sees("I could not get the calendar")
    assert len((await duties(vigil)).stints) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (calendar(FRIDAYS, SOMEBODY), "I do not know who is meant by 1 entry of the calendar: the new one."),
        (
            calendar("SUMMARY:carter\nDTSTART:20240504T170000Z\nDTEND:20240505T070000Z"),
            "nothing of the coming",
        ),
        (b"\x89PNG", "no calendar that I can read"),
        (calendar(f"{FRIDAYS};BYSECOND=1"), "every hour or more often"),
        (bytes(LONGEST + 1), "larger than a megabyte"),
    ],
)
async def test_nothing_is_half_imported(vigil: World, data: bytes, said: str) -> None:
    """What is not understood as a whole changes nothing, and the answer says what it is."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!shift add carter always")
    assert said in await imports(vigil, amina, data)
    assert await duties(vigil) == Duties((Shift(CARTER),))


async def test_a_command_without_a_file_says_how_it_is_done(vigil: World) -> None:
    """Nothing is fetched; a wrong name gets the nearest; a file that is not encrypted is none."""
    (amina,) = vigil.people("amina")
    assert "Send the calendar" in await answer(amina, "!rota import lake watch")
    assert "Which organisation" in await answer(amina, "!rota import")
    assert "Did you mean Lake Watch?" in await answer(amina, "!rota import lake wach")
    plain = attached(vigil, calendar(FRIDAYS), "!rota import lake watch")
    del plain["file"]
    amina.reads_on()
    await amina.sends({**plain, "url": "mxc://vigil.test/file1"}, COORDINATION)
    amina.sees_next("Send the calendar")
    assert await duties(vigil) == Duties()


async def test_a_file_that_cannot_be_had_is_waited_for_and_then_given_up(vigil: World) -> None:
    """A bad network costs a while; a file that never comes is told, and nothing waits for it (G6)."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("download", Unreachable("The network is bad."), times=1)
    await amina.sends(attached(vigil, calendar(FRIDAYS), "!rota import lake watch"), COORDINATION)
    assert await duties(vigil) == Duties()
    await vigil.forward(minutes=1)
    assert len((await duties(vigil)).stints) == 3
    amina.reads_on()
    vigil.gateway.breaks("download", Unreachable("The network is bad."))
    await amina.sends(attached(vigil, calendar(SUNDAY), "!rota import lake watch"), COORDINATION)
    for _ in range(10):
        await vigil.forward(hours=1)
    amina.sees("I could not get the calendar")
    assert len((await duties(vigil)).stints) == 3


async def test_a_file_that_is_gone_is_told(vigil: World) -> None:
    """The server has erased it."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("download", Refused(404, "M_NOT_FOUND"))
    assert "could not get the calendar" in await imports(vigil, amina, calendar(FRIDAYS))


async def test_export_gives_a_calendar_of_each(vigil: World) -> None:
    """One file an organisation; what is exported can be imported again."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!shift add carter Mon-Fri 18:00-08:00")
    text = await answer(amina, "!rota export lake watch")
    assert "Lake Watch follow" in text and list(files(vigil, amina)) == ["lake-watch.ics"]
    exported = files(vigil, amina)["lake-watch.ics"]
    assert exported.count(b"BEGIN:VEVENT") == 60
    assert "60 duties" in await imports(vigil, amina, exported)
    await answer(amina, "!rota export")
    assert len(files(vigil, amina)) == 12


async def test_calendars_are_written_while_others_are_heard(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread, and in no transaction: a large network's take long, and alerts wait for none of them."""
    threads = []

    def write(one: Organisation, now: datetime) -> bytes:
        threads.append(threading.current_thread())
        return write_calendar(one, now)

    monkeypatch.setattr("bot.filing.write_calendar", write)
    (amina,) = vigil.people("amina")
    await answer(amina, "!rota export")
    assert len(threads) == len(files(vigil, amina)) == 12
    assert threading.main_thread() not in threads
