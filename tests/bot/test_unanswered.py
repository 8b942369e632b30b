"""Whoever was asked whether they need help, and falls silent, is not left alone; nor is whoever writes on."""

from __future__ import annotations

from tests.bot.test_desk import QUESTION, alert_rooms
from tests.bot.world import World

AGAIN = "I have no answer from you yet. Do you need help now?"
TOLD = "has not answered for two minutes whether help is needed"


async def test_a_question_without_an_answer_is_put_once_more_and_told(vigil: World) -> None:
    """After two minutes, also across a new start; once, and then it stays open for as long as it takes."""
    jean, amina, sophie = vigil.people("jean", "amina", "sophie")
    await jean.says("allooo")
    jean.sees_next(QUESTION)
    await vigil.forward(seconds=119)
    vigil.nobody.sees_more()
    await vigil.forward(seconds=1)
    jean.sees_next(AGAIN)
    amina.sees_next(TOLD)
    await vigil.forward(hours=3)
    await vigil.restarts()
    vigil.nobody.sees_more()
    await jean.says("1")
    sophie.sees("needs help")


async def test_an_answer_in_time_is_enough(vigil: World) -> None:
    """Nobody hears of a question that was answered, and the next one has its own two minutes."""
    jean, amina = vigil.people("jean", "amina")
    await jean.says("hello")
    await jean.says("2")
    await vigil.forward(minutes=5)
    assert not any(TOLD in text for text in amina.all_of())
    await jean.says("hello again")
    await vigil.forward(minutes=2)
    amina.sees_next(TOLD)


async def test_whoever_writes_on_or_of_a_threat_gets_an_alert_and_reads_why(vigil: World) -> None:
    """The room has all that was written, and that they had not asked for it."""
    jean, sophie = vigil.people("jean", "sophie")
    for words in ("allooo", "2 men", "please"):
        await jean.says(words)
    jean.sees("so I take it as a call for help")
    jean.sees("I have your alert")
    brief = sophie.sees("needs help", sophie.room).text
    assert "because Baobab wrote again and again" in brief
    assert "2 men" in brief
    assert len(alert_rooms(vigil)) == 1


async def test_a_covert_alert_is_not_given_away_by_the_question(vigil: World) -> None:
    """They are asked once more, as anybody would be; nobody is sent to call them."""
    jean, amina = vigil.people("jean", "amina")
    await jean.says("all quiet on the lake")
    jean.sees_next(QUESTION)
    await vigil.forward(minutes=2)
    jean.sees_next(AGAIN)
    assert not any(TOLD in text for text in amina.all_of())
