"""Whose turn it is, of all those who have written: nobody makes the others wait for more than a few lines."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select, union

from bot.store.schema import (
    OPEN,
    admins,
    alerts,
    defenders,
    enrolling,
    inbox,
    organisations,
    people,
)

SAID = "event"
"""The kind of what somebody sent into a room."""

LINES = 20
"""So many of somebody's are one turn. Among so few the order in which they came is kept between people too:
who agrees to something comes after who proposed it."""

_KNOWN = union(
    select(people.c.user),
    select(defenders.c.user),
    select(admins.c.user),
    select(organisations.c.fallback),
    select(enrolling.c.user),
)
_MAY_CALL = select(defenders.c.user).where(
    defenders.c.user.not_in(select(alerts.c.defender).where(alerts.c.state.in_(OPEN)))
)


def turns(pending: ColumnElement[bool]) -> Subquery:
    """Each of these rows, with what `in_turn` goes by."""
    place = func.row_number().over(partition_by=inbox.c.sender, order_by=inbox.c.id)
    return (
        select(
            inbox.c.id,
            and_(inbox.c.kind == SAID, inbox.c.sender != "", inbox.c.sender.not_in(_KNOWN)).label("strange"),
            case((inbox.c.sender == "", 0), else_=(place - 1) // LINES).label("turn"),
            inbox.c.sender.not_in(_MAY_CALL).label("later"),
        )
        .where(pending)
        .subquery()
    )


def in_turn(rows: Subquery) -> tuple[ColumnElement[Any], ...]:
    """What strangers say after the rest; of each turn first the defenders for whom no alert is open yet."""
    return rows.c.strange, rows.c.turn, rows.c.later
