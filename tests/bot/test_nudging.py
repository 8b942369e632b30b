"""A thumb or "we are on it" in the alert room is no answer, and nobody may take it for one."""

from __future__ import annotations

from tests.bot.scenes import alert_raised
from tests.bot.world import World

NUDGE = "I have not counted that as an answer"


async def test_a_thumb_and_words_are_told_once_that_they_do_not_count(vigil: World) -> None:
    """In the room, to each who owes an answer; a command or a question of theirs is no such thing."""
    scene = await alert_raised(vigil)
    brief = vigil.homeserver.sent[scene.room][-1]
    thumb = {"m.relates_to": {"rel_type": "m.annotation", "event_id": brief, "key": "👍"}}
    await scene.carter.sends(thumb, scene.room, kind="m.reaction", plain=True)
    assert scene.sophie.sees_next(f"Lake Watch, {NUDGE}", scene.room).mentions == (scene.carter.user,)
    for words in ("on arrive", "ack", "we are on it"):
        await scene.carter.says(words, scene.room)
        await scene.esther.says(words, scene.room)
    scene.sophie.sees_next(f"The Clinic, {NUDGE}", scene.room)
    await scene.david.says("!status", scene.room)
    scene.sophie.sees_next("Nobody is on it yet", scene.room)
    await scene.esther.says("!ack", scene.room)
    await scene.esther.sends(thumb, scene.room, kind="m.reaction", plain=True)
    scene.sophie.sees_next("The Clinic is on it", scene.room)
    scene.sophie.sees_no_more(scene.room)
    scene.amina.sees_no_more()
