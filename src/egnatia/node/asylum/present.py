"""Which kinds of records a case has at all, in one reading: most cases have few of them, and a page asks for each."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.node.asylum.models import (
    Admissibility,
    Appeal,
    Comment,
    ContactAttempt,
    Decision,
    Finding,
    Piece,
    Postponement,
    Recording,
    RouteChoice,
    StageMark,
    Superseded,
    Weighing,
    Withdrawal,
)

_RARE: tuple[type[Model], ...] = (
    *(Admissibility, Appeal, Comment, ContactAttempt, Decision, Finding, Piece),
    *(Postponement, Recording, RouteChoice, StageMark, Superseded, Weighing, Withdrawal),
)


# Made once: putting these conditions together anew for each page would cost more than asking them.
_ASK = "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{one._meta.db_table}" WHERE case_id = %(case)s)' for one in _RARE)


@remembered
def present(case: CaseFile) -> frozenset[type[Model]]:
    """Of the models above, those of which the case has a row that this reader's unit may see."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK, {"case": case.pk})
        found = cursor.fetchone() or ()
    return frozenset(one for one, there in zip(_RARE, found, strict=True) if there)
