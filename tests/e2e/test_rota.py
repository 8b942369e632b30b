"""The rota with a real homeserver: a coordinator's own client opens the picture, and sends a calendar."""

from __future__ import annotations

import io

from PIL import Image

from bot.demo import attachments
from bot.rotating.calendars import read_calendar
from rooms.duty import Duties
from tests.bot.test_calendars import calendar
from tests.e2e.scenes import asks
from tests.e2e.world import World


async def lake(vigil: World) -> Duties:
    """Lake Watch's duties as they are kept."""
    async with vigil.vigil.store.transaction() as tx:
        return next(one.duties for one in await tx.roster.organisations() if one.id == "lake-watch")


async def test_the_rota_comes_in_words_and_as_a_picture(vigil: World) -> None:
    """She sees the table; her client downloads, decrypts and opens the PNG; nobody else is sent it."""
    (amina,) = await vigil.people("amina")
    room = await amina.room("Coordination")
    shift = f"!shift add {vigil.town.user_id('carter')} Mon-Fri 18:00-08:00"
    assert "on duty Mon-Fri 18:00-08:00" in await asks(amina, shift, "is on duty")
    assert "NOBODY" in await asks(amina, "!rota", "On duty from")
    seen = await amina.sees("rota.png", room)
    picture = Image.open(io.BytesIO(await amina.opens(seen)))
    assert picture.format == "PNG" and picture.width == 1080 and picture.height > 1000
    info = seen.content["info"]
    assert (info["w"], info["h"]) == picture.size and info["mimetype"] == "image/png"
    assert "url" not in seen.content and seen.content["file"]["v"] == "v2"
    await amina.sees_nothing_undecryptable()


async def test_a_calendar_is_imported_from_a_real_client_and_given_back(vigil: World) -> None:
    """Sent as a file, taken by a reply to it; the export is opened, and says the same."""
    (amina,) = await vigil.people("amina")
    room = await amina.room("Coordination")
    carter = vigil.town.user_id("carter")
    weekly = f"SUMMARY:{carter}\nDTSTART:20260508T170000Z\nDTEND:20260509T070000Z\nRRULE:FREQ=WEEKLY"
    sent = await amina.sends_file("lake.ics", calendar(weekly), room)
    await amina.replies(sent, "!rota import lake watch")
    await amina.sees("duties from the calendar", room)
    stints = (await lake(vigil)).stints
    assert len(stints) in (12, 13) and {each.person for each in stints} == {carter}
    await asks(amina, "!rota export lake watch", "calendars of Lake Watch")
    exported = await amina.opens(await amina.sees("lake-watch.ics", room))
    async with vigil.vigil.store.transaction() as tx:
        one = next(one for one in await tx.roster.organisations() if one.id == "lake-watch")
    read = read_calendar(exported, one, vigil.clock.now())
    assert read.unclear == () and set(read.stints) <= set(stints)


async def test_a_file_with_the_command_below_it_is_taken(vigil: World) -> None:
    """As a caption: file and words in one message."""
    (amina,) = await vigil.people("amina")
    room = await amina.room("Coordination")
    carter = vigil.town.user_id("carter")
    data = calendar(f"SUMMARY:{carter}\nDTSTART:20260508T170000Z\nDTEND:20260509T070000Z\nRRULE:FREQ=DAILY")
    described = attachments.described("m.file", "!rota import lake watch", "text/calendar", data)
    posted = await attachments.post(amina.phone.device, described, data, encrypt=True)
    await amina.sends({**posted, "filename": "lake.ics"}, room)
    await amina.sees("duties from the calendar", room)
    assert len((await lake(vigil)).stints) >= 84


async def test_who_comes_on_duty_is_told_on_their_phone(vigil: World) -> None:
    """In a chat of their own, before it begins, once."""
    amina, carter = await vigil.people("amina", "carter")
    room = await amina.room("Coordination")
    await amina.says(f"!shift add {carter.user} every day 00:00-12:00", room)
    await amina.says(f"!shift add {carter.user} every day 12:30-23:30", room)
    await amina.sees("is on duty every day 12:30-23:30", room)
    for _ in range(13):
        await vigil.forward(hours=1)
    await carter.sees("uty for Lake Watch")
    async with vigil.vigil.store.transaction() as tx:
        told = await tx.facts.get("duty_told")
    assert told is not None
