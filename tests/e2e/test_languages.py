"""Each in their own language (issue 2, "Texts")."""

from __future__ import annotations

from tests.e2e.scenes import alert_raised, enrols
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
    await vigil.forward(minutes=9)
    await sophie.says("!checkin now", brief.room)
    await mado.sees_next("Êtes-vous en sécurité ?")
    await mado.says("Le marché est fermé.")
    await sophie.sees("le mot de contrainte", brief.room)
    await mado.sees_next("Merci.")
    await sophie.says("!aide", brief.room)
    await sophie.sees("Vous pouvez écrire", brief.room)


async def test_a_swahili_speaking_defender_is_spoken_to_in_swahili(vigil: World) -> None:
    """The chat follows the defender, the room the organisations that were called."""
    (furaha, amina) = await vigil.people("furaha", "amina")
    neema_like = await enrols(vigil, "zola", "Mbuyu", "bukavu", "sw", "fr")
    await neema_like.says("hatari wako mlangoni")
    sent = await neema_like.sees_next("")
    assert "I have" not in sent.text and "reçu" not in sent.text
    assert "wako mlangoni" in (await furaha.sees("Mbuyu")).text
    await amina.sees("is raised")


async def test_the_room_speaks_english_where_that_is_shared(vigil: World) -> None:
    """A room for organisations that share English and a defender who speaks French: each gets their own."""
    jean = await alert_raised(vigil)
    assert jean.sophie.phone.rooms[jean.room].name.startswith("Room ")
    defender = await enrols(vigil, "luc", "Iroko", "goma", "fr")
    await defender.says("au secours")
    await defender.sees_next("J'ai reçu votre alerte")
