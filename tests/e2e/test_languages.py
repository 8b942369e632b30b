"""Each in their own language (issue 2, "Texts")."""

from __future__ import annotations

from tests.e2e.scenes import enrols
from tests.e2e.world import World

AROUND_KINSHASA = ("sophie", "olivier", "mireille", "junior", "patience")


async def test_a_french_speaking_defender_lives_through_an_alert_in_french(vigil: World) -> None:
    """Mado reads French throughout, and so do the organisations called for her, who share it."""
    mado, sophie, *_ = await vigil.people("mado", *AROUND_KINSHASA)
    await mado.says("bonjour")
    await mado.sees_next("Avez-vous besoin d'aide maintenant")
    await mado.says("alerte ils sont au portail")
    await mado.sees_next("J'ai reçu votre alerte. Je cherche 4 organisations")
    brief = await sophie.sees("Kapok a besoin d'aide")
    for part in ("kinshasa", "français et lingala", "ils sont au portail", "!ack", "!pass"):
        assert part in brief.text
    assert sophie.phone.rooms[brief.room].name.startswith("Salle ")
    await mado.sees_next("4 organisations sont invitées : The Anchor, Free Press Desk")
    await sophie.says("!ack", brief.room)
    await sophie.sees("The Anchor s'en occupe", brief.room)
    await mado.sees_next("1 organisation s'en occupe : The Anchor")
    await sophie.says("!checkin now", brief.room)
    await mado.sees_next("Êtes-vous en sécurité ?")
    await mado.says("Le marché est fermé.")
    await sophie.sees("le mot de contrainte", brief.room)
    await mado.sees_next("Merci.")
    await sophie.says("!aide", brief.room)
    await sophie.sees("Vous pouvez écrire", sophie.direct_chat)


async def test_a_swahili_speaking_defender_is_spoken_to_in_swahili(vigil: World) -> None:
    """The chat follows the defender; the room speaks what the called organisations share, here French."""
    (furaha,) = await vigil.people("furaha")
    zola = await enrols(vigil, "zola", "Mbuyu", "bukavu", "sw", "fr")
    await zola.says("hatari wako mlangoni")
    await zola.sees_next("Nimepokea")
    await zola.sees_next("Mashirika 4")
    brief = await furaha.sees("Mbuyu a besoin d'aide")
    assert "swahili et français" in brief.text and "wako mlangoni" in brief.text
    await vigil.forward(hours=1)
    await zola.sees("Uko salama?")
    await zola.says("niko salama")
    await furaha.sees("niko salama", brief.room)


async def test_a_room_of_english_speakers_serves_a_defender_who_speaks_french(vigil: World) -> None:
    """Each side reads its own language, and what people write is left as they wrote it."""
    (sophie,) = await vigil.people("sophie")
    luc = await enrols(vigil, "luc", "Iroko", "goma", "fr")
    await luc.says("au secours, ils sont au portail")
    await luc.sees_next("J'ai reçu votre alerte")
    brief = await sophie.sees("Iroko needs help")
    assert "Languages: French" in brief.text and "ils sont au portail" in brief.text
    await sophie.says("!tell courage, we come", brief.room)
    told = await luc.sees("courage, we come")
    assert "Message de The Anchor" in told.text
