"""The pictures: as wide as a phone, in pages that can be read, whatever people are called."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.charts import NumberChart, NumberRow, TimeChart, TimeRow
from bot.drawing import ROWS, Picture, draw, shortened
from bot.rotating.times import Times
from bot.rotating.weeks import week_chart, whole_days
from bot.wording import Wording, locale_of
from rooms.duty import Duties, Shift
from rooms.roster import Network, Organisation
from rooms.texts import Text, say

NOW = datetime(2026, 5, 6, 9, tzinfo=UTC)
KINSHASA = ZoneInfo("Africa/Kinshasa")
RED = (0xC6, 0x28, 0x28)
WORDING = Wording()
NIGHTS, DAYS, WEEKEND = (time(18), time(8)), (time(8), time(18)), (5, 6)


def render(text: Text, language: str = "en") -> str:
    """The text as it stands in the picture."""
    return WORDING.render(text, language=language, zone=KINSHASA, now=NOW)


def network(
    organisations: int, *, name: str = "Organisation {} of the Lakes", covered: bool = False
) -> Network:
    """So many organisations; of three one has everybody always, one nights alone, one day and night."""
    found = []
    for number in range(organisations):
        people = tuple(f"@{who}{number}:lake.example" for who in ("amina", "jean", "zawadi"))
        nights = (
            Shift(people[0], (0, 2, 4), *NIGHTS),
            Shift(people[1], (1, 3), *NIGHTS),
            Shift(people[2], WEEKEND, time(8), time(8)),
        )
        days = (Shift(people[2], (0, 1, 2, 3, 4), *DAYS),)
        shifts = ((), nights if not covered else (*nights, *days), (*nights, *days))[number % 3]
        found.append(
            Organisation(f"o{number}", name.format(number), people=people, duties=Duties(shifts=shifts))
        )
    return Network(tuple(found))


def week_of(given: Network, language: str = "en") -> list[Picture]:
    """The pictures of their week."""
    times = Times(language, KINSHASA)
    chart = week_chart(given, NOW, *whole_days(NOW, times), times)
    return draw(chart, lambda text: render(text, language), locale_of(language))


def opened(picture: Picture) -> Image.Image:
    """What a phone makes of the file."""
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def share_of_red(picture: Picture) -> float:
    """How much of it says that nobody is there."""
    image = opened(picture)
    counted = image.getcolors(maxcolors=1 << 24)
    assert counted is not None
    return sum(number for number, colour in counted if colour == RED) / (image.width * image.height)


@pytest.mark.parametrize(("organisations", "pages"), [(0, 1), (4, 1), (ROWS, 1), (ROWS + 1, 2), (60, 4)])
def test_no_picture_is_wider_or_much_longer_than_a_phone(organisations: int, pages: int) -> None:
    """1,080 pixels across; what is more than fits comes in a further picture; the size is told as it is."""
    pictures = week_of(network(organisations))
    assert len(pictures) == pages
    for picture in pictures:
        assert (picture.width, picture.height) == opened(picture).size
        assert picture.width == 1080 and picture.height < 2000
        assert len(picture.data) < 600_000


def test_gaps_are_red_and_nothing_else_is() -> None:
    """Where nobody is on duty it is red; where somebody always is there is no red at all."""
    assert share_of_red(week_of(network(2))[0]) > 0.02
    assert share_of_red(week_of(network(2, covered=True))[0]) == 0


@pytest.mark.parametrize("language", ["en", "fr", "sw"])
@pytest.mark.parametrize(
    "name", ["{} $x$ \\frac{{", "漢字 {}", "منظمة {}", "😀 {}", "{} " + "very " * 20 + "long", "{}\n\nlines"]
)
def test_people_may_be_called_whatever_they_like(name: str, language: str) -> None:
    """No name is taken for a formula, breaks the picture or is warned of; what has no letters is a box."""
    [picture] = week_of(network(3, name=name), language)
    assert opened(picture).width == 1080


def test_a_paused_organisation_has_no_bars() -> None:
    """It is called by nobody, so it has no gaps; the row says what it is."""
    row = TimeRow("Lake Watch", (), say("rota-chart-paused"))
    chart = TimeChart(say("fairness-chart", span=timedelta(1)), NOW, NOW + timedelta(7), NOW, "UTC", (row,))
    [picture] = draw(chart, render, locale_of("en"))
    assert share_of_red(picture) == 0


def test_numbers_are_bars_of_their_length() -> None:
    """The largest is the longest, in every picture of a long row; none at all is no bar."""
    rows = tuple(NumberRow(f"Organisation {n}", float(n), str(n)) for n in range(ROWS + 2))
    pictures = draw(NumberChart(say("fairness-chart", span=timedelta(90)), rows), render, locale_of("en"))
    assert len(pictures) == 2
    nothing = NumberChart(say("fairness-chart", span=timedelta(90)), (NumberRow("Nobody", 0.0, "0"),))
    assert opened(draw(nothing, render, locale_of("en"))[0]).width == 1080


def test_names_stand_in_full_or_beside_the_row() -> None:
    """Three letters of a name are nobody; only who has room nowhere is cut."""
    assert shortened("amina", 5, {"amina"}) == "amina"
    assert shortened("amina", 3, {"amina"}) == ""
    assert shortened("amina", 3, {"jean"}) == "ami"
