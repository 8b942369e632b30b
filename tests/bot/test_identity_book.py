"""The book of identities: what is seen undoes no decision, and the strictest rule is the default."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError

from bot.matrix.trust import Seen, Unsigned
from tests.bot.people import user_id
from tests.bot.scenes import key_of
from tests.bot.world import World


async def test_what_is_seen_undoes_no_decision(vigil: World) -> None:
    """G3: a coordinator's word that was just written down counts, though it is not at hand yet."""
    carter, book = user_id("carter"), vigil.vigil.identities
    new = vigil.homeserver.change_identity(carter)
    await vigil.looks_again()
    async with vigil.store.transaction() as tx:
        await book.trust(tx, carter, new)
    await book.seen({carter: Seen("a third key")})
    standing = book.standing(carter)
    assert (standing.pin, standing.current, standing.changed) == (new, "a third key", True)
    assert standing.verified


async def test_the_leniency_for_defenders_is_for_them_alone(before: World) -> None:
    """Whoever has another role too is held to that one's rule: `warn` goes with no plans."""
    amina, jean = user_id("amina"), user_id("jean")
    rules = replace(before.settings.unsigned_devices, coordinators=Unsigned.ALLOW)
    before.settings = replace(before.settings, admins=(amina, jean), unsigned_devices=rules)
    await before.starts()
    book = before.vigil.identities
    assert book.standing(jean).unsigned is Unsigned.ALLOW
    assert book.standing(user_id("mado")).unsigned is Unsigned.WARN
    assert book.standing(user_id("carter")).unsigned is Unsigned.REFUSE
    before.homeserver.change_identity(jean)
    await before.ticks()
    assert not any(book.standing(jean).believes(each) for each in before.homeserver.devices(jean))


async def test_a_key_that_is_not_shown_any_more_is_not_trusted_for_good(vigil: World) -> None:
    """G3: only what the homeserver shows at this moment can be accepted; nothing changes otherwise."""
    carter, book = user_id("carter"), vigil.vigil.identities
    old = key_of(vigil, "carter")
    vigil.homeserver.change_identity(carter)
    await vigil.looks_again()
    with pytest.raises(ValueError):
        async with vigil.store.transaction() as tx:
            await book.trust(tx, carter, old)
    await book.settle()
    assert book.standing(carter).changed
    assert vigil.gateway.book.standing(carter).readers(vigil.homeserver.devices(carter)) == []


async def test_whoever_is_on_no_list_is_held_to_the_strictest_rule(vigil: World) -> None:
    """G3: a signed device of somebody who was taken off the roster reads on, and no unsigned one."""
    carter, book = user_id("carter"), vigil.vigil.identities
    organisations = tuple(
        replace(each, people=tuple(person for person in each.people if person != carter))
        for each in vigil.settings.organisations
    )
    vigil.settings = replace(vigil.settings, organisations=organisations)
    await vigil.restarts()
    book = vigil.vigil.identities
    (phone,) = vigil.homeserver.devices(carter)
    new = vigil.homeserver.new_phone(carter, signed=False)
    assert {each.id for each in vigil.homeserver.devices(carter)} == {phone.id, new}
    assert book.standing(carter).readers(vigil.homeserver.devices(carter)) == [phone]
    assert book.standing(user_id("stranger")).unsigned is Unsigned.REFUSE


async def test_a_reading_that_fails_is_made_again(vigil: World) -> None:
    """G3: what is at hand is the old or the new, never a part; and the next settling makes it the new."""
    carter, book = user_id("carter"), vigil.vigil.identities
    old, new = key_of(vigil, "carter"), vigil.homeserver.change_identity(carter)
    await vigil.looks_again()
    async with vigil.store.transaction() as tx:
        await book.trust(tx, carter, new)
    await vigil.store.writes("ALTER TABLE unsigned_devices RENAME TO away")
    with pytest.raises(DatabaseError):
        await book.settle()
    assert book.standing(carter).pin == old
    await vigil.store.writes("ALTER TABLE away RENAME TO unsigned_devices")
    await book.settle()
    assert book.standing(carter).pin == new
