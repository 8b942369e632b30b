"""How often the bot can be killed, at instants that nobody chose, with nothing lost and nothing doubled."""

from __future__ import annotations

import random
from pathlib import Path

from bot.demo import cast
from bot.demo.homeserver import LocalHomeserver
from bot.demo.town import Town
from tests.bench.figures import Figures
from tests.e2e.admin import admin_of
from tests.e2e.world import CALM
from tests.faults.mortal import Mortal
from tests.faults.reaper import killed_at_random
from tests.faults.story import story_of, with_four_organisations

_SEED = 1


async def kills(figures: Figures, homeserver: LocalHomeserver, folder: Path, alerts: int) -> None:
    """So many alerts from the cry to the last trace; raises AssertionError if anything is lost or doubled."""
    async with Town(homeserver, suffix="-killed") as town:
        await town.register(cast.BOT)
        file = town.write_settings(folder / "bot", CALM)
        with_four_organisations(file)
        bot = Mortal(file, folder)
        try:
            await bot.starts()
            async with admin_of(town) as admin:
                story = await story_of(town, bot, admin)
                figures.killed = await killed_at_random(story, bot, random.Random(_SEED), alerts)
                figures.killed_alerts = alerts
        finally:
            await bot.goes_away()
