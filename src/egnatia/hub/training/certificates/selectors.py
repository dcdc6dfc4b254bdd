"""What can be seen of certificates. Officers see numbers of places; anybody who has a code sees what it stands for."""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.certificates import badge
from egnatia.hub.training.models import Certificate
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

_CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")


def by_code(code: str) -> Certificate | None:
    """For everybody who has the code; as people type it."""
    typed = code.strip().upper()
    if not _CODE.fullmatch(typed):
        return None
    with acting_as(SYSTEM):
        return Certificate.objects.select_related("place", "case").filter(code=typed).first()


def passed_by(person: UUID) -> set[str]:
    """Modules that somebody has a certificate of that was not revoked."""
    return passed_by_each([person])[person]


def passed_by_each(people: Collection[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {person: set() for person in people}
    with seeing_all():
        for person, module in Certificate.objects.filter(place__person__in=people, revoked_at=None).values_list("place__person", "module"):
            found[person].add(module)
    return found


def revoked_list() -> str:
    with acting_as(SYSTEM):
        indices = list(Certificate.objects.exclude(revoked_at=None).values_list("index", flat=True))
        return badge.revoked_list(indices, Certificate.objects.count())


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Certificate.objects.select_related("place__session__case").get(pk=case.pk)
    rows = [
        Row(_("Module"), f"{one.title} ({one.module}, {one.version})"),
        Row(_("For"), _("place %(number)s of %(session)s") % {"number": one.place.number, "session": one.place.session.case.number}),
        Row(_("Country"), countries.name(one.place.node)),
        Row(_("Issued on"), one.issued_on),
        Row(_("Code"), one.code, "", badge.page(one.code)),
    ]
    if one.why:
        rows.append(Row(_("Why"), one.why, "warn"))
    return [Section(_("Certificate"), rows, _("The name stays with the country: the certificate carries a seal of it."))]
