"""The disclosure gate of persons: the one way in which data about somebody are shown or sent to who does not hold the case.

What goes out is the scope that the person agreed to (or that a recorded other basis covers) narrowed to what the recipient needs for its purpose, and the line
of the access log that names the recipient stands before anything is read (GDPR art. 5(1)(b), (c) and (f); FR-17, FR-20).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.refusals import Refused


class NothingToDisclose(Refused):
    """No agreement and no other basis covers this recipient today."""

    code = "disclosure"
    text = _("Nothing may be shown: the person took the agreement back, it has ended, or nothing covers this recipient.")


@dataclass(frozen=True)
class Permission:
    """What allows a disclosure: the fields it covers, until when (that day included), and whether it still stands."""

    scope: frozenset[str]
    until: date
    stands: bool

    @property
    def holds(self) -> bool:
        return self.stands and self.until >= moment.today()


@dataclass(frozen=True)
class Recipient:
    """Who gets it: the code of a unit or the number of a service, and the fields that its purpose ever allows."""

    code: str
    profile: frozenset[str]
    # Alpha-3 of a state other than this one, and the ground of the transfer (GDPR art. 44 to 49; FR-47).
    country: str = ""
    ground: str = ""


def covered(permission: Permission | None, recipient: Recipient) -> frozenset[str]:
    """Fields that may be shown now: scope and profile both allow them. Empty without a permission that holds, or across a border without a ground."""
    if permission is None or not permission.holds or (recipient.country and not recipient.ground):
        return frozenset()
    return permission.scope & recipient.profile


def disclose(
    actor: Actor | None,
    what: str,
    *,
    purpose: Purpose,
    case_id: UUID,
    subject: UUID,
    permission: Permission | None,
    recipient: Recipient,
    readers: Mapping[str, Callable[[UUID], Any]],
) -> dict[str, Any]:
    """The person's data by field, logged with the recipient before they are read.

    ``readers`` read one field each. Raises NothingToDisclose (with a line in the log) where nothing is covered.
    """
    allowed = covered(permission, recipient)
    fields = allowed & frozenset(readers)
    log.write(
        actor,
        log.Operation.DISCLOSE,
        what,
        purpose=purpose,
        case_id=case_id,
        subject=subject,
        recipient=recipient.code,
        outcome="done" if allowed else "denied",
        reasons=",".join(sorted(fields)) or "permission",
    )
    if not allowed:
        raise NothingToDisclose
    with seeing_all():
        return {name: readers[name](subject) for name in readers if name in fields}
