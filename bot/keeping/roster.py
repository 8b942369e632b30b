"""`vigil roster export` and `import`: a whole network as a file, to be moved or edited as one.

What an import would change is told first. Nobody who takes part in an open alert is taken off by it, nor
suspended: in a room that is open, that is what the coordinators' commands are for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings
from bot.errors import AlreadyRunning, VigilError
from bot.identifiers import Identifiers
from bot.jobs import JOBS, InviteCoordinator, PutOut
from bot.keeping.files import new_file, put_in_place
from bot.keeping.network_changes import changes
from bot.networkfile import network_text, read_network
from bot.store.peeking import peek_at_network
from bot.store.roster import Everybody
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.lifecycle import fold

WARNING = (
    "This file is not encrypted: it names people who may be in danger, and their duress words. Keep it on an"
    " encrypted disk, and delete it when it has served."
)

_RUNNING = "Vigil is running: stop it first, and start it again afterwards."
_TAKES_PART = (
    "Nothing was changed: the file takes somebody off, or suspends or reinstates them, who takes part in the"
    " open alert {codes}. Leave them as they are until it is over, or use the commands of the coordination"
    " room."
)
_BY = "vigil roster import"


async def export_roster(settings: Settings, file: Path) -> None:
    """Write the network into `file`, which must not be there yet; Vigil may be running.

    Raises `VigilError` with what to do.
    """
    key = settings.key()
    network = await peek_at_network(settings.database, key) if settings.database.exists() else None
    if network is None or not network.admins:
        raise VigilError("There is no network yet: the first 'vigil run' makes it from the settings.")
    _write(file, network_text(network))


def _write(file: Path, text: str) -> None:
    if file.exists():
        raise VigilError(f"'{file}' exists already and was left as it is; name another file.")
    partial = file.with_name(f"{file.name}.part")
    try:
        new_file(partial)
        try:
            partial.write_text(text, encoding="utf-8")
            put_in_place(partial, file)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as fault:
        raise VigilError(f"'{file}' cannot be written: {fault.strerror}.") from fault


async def import_roster(
    settings: Settings,
    file: Path,
    clock: Clock,
    identifiers: Identifiers,
    agreed: Callable[[Sequence[str]], bool],
) -> bool:
    """Put the network of `file` in place of that of the database, if the changes are agreed to.

    `agreed` is shown them, a line each; it is not asked if there are none. Returns whether anything was
    changed. Raises `VigilError` with what to do, having changed nothing.
    """
    new = read_network(file, settings.zone.key)
    if settings.user in {*new.admins, *_people(new), *(one.user for one in new.defenders)}:
        raise VigilError(f"{file}: Vigil's own account is in it; it is none of its people.")
    try:
        store = await Store.open(settings.database, settings.key(), extra=JOBS)
    except AlreadyRunning as fault:
        raise AlreadyRunning(_RUNNING) from fault
    try:
        async with store.transaction() as tx:
            old = await tx.roster.everybody()
            await _refuse_if_taking_part(tx, old, new)
        found = changes(old, new)
        # Nobody else has the database meanwhile: the folder is locked.
        if not found or not agreed(found):
            return False
        async with store.transaction() as tx:
            await _replace(tx, old, new, clock)
            await tx.acts.add(settings.user, _BY, f"changes: {len(found)}", clock.now())
            await _tell_coordination_room(tx, old, new, Telling(clock, identifiers))
        return True
    finally:
        await store.close()


def _people(network: Everybody) -> Iterable[str]:
    """Everybody who may be called."""
    for one in network.organisations:
        yield from (*one.people, *filter(None, [one.fallback]))


def _suspended(network: Everybody) -> frozenset[str]:
    """Everybody who does not take part, be it with their organisation."""
    theirs = (one.people for one in network.organisations if one.id in network.suspended)
    return network.suspended.union(*theirs)


def _active(network: Everybody) -> frozenset[str]:
    """Everybody who takes part as things stand: partners who are not suspended, and defenders."""
    partners = (
        user
        for one in network.organisations
        if one.id not in network.suspended
        for user in (*one.people, one.fallback)
    )
    defenders = (one.user for one in network.defenders)
    return frozenset(partners) - _suspended(network) | frozenset(defenders)


async def _refuse_if_taking_part(tx: Transaction, old: Everybody, new: Everybody) -> None:
    touched = (_active(old) - _active(new)) | (set(_people(old)) & (_active(new) - _active(old)))
    codes = []
    for row in await tx.journal.alerts(open_only=True):
        alert = fold(await tx.journal.events(row.id))
        if touched.intersection((row.defender, *alert.partners)):
            codes.append(row.code)
    if codes:
        raise VigilError(_TAKES_PART.format(codes=", ".join(codes)))


async def _replace(tx: Transaction, old: Everybody, new: Everybody, clock: Clock) -> None:
    """Everybody anew, in the order of the file; how often they were called stays."""
    last_called = await tx.roster.last_called()
    await tx.roster.clear()
    await tx.roster.fill(new.organisations, new.defenders, new.admins)
    for organisation, at in last_called.items():
        await tx.roster.mark_called(organisation, at)
    for subject in old.suspended - new.suspended:
        await tx.suspensions.remove(subject)
    for subject in new.suspended - old.suspended:
        await tx.suspensions.add(subject, by=_BY, at=clock.now())


async def _tell_coordination_room(tx: Transaction, old: Everybody, new: Everybody, telling: Telling) -> None:
    """Who is a coordinator now is asked into their room, and who is none any more is put out of it."""
    chat = await tx.chats.coordination()
    if chat is None:
        return
    for admin in sorted(_coordinators(old) - _coordinators(new)):
        await telling.add(tx, f"coordinator:{admin}", PutOut(chat.room, (admin,)))
    for admin in sorted(_coordinators(new) - _coordinators(old)):
        await telling.add(tx, f"coordinator:{admin}", InviteCoordinator(chat.room, admin))


def _coordinators(network: Everybody) -> frozenset[str]:
    return frozenset(network.admins) - _suspended(network)
