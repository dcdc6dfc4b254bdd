"""What other rooms and pages may know of intentions and registrations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.registration.models import Intention, Registration


@remembered
def has_wish(person_id: UUID) -> bool:
    """For gates: whether a wish for asylum stands, whoever asks."""
    with seeing_all():
        return Intention.objects.filter(person=person_id).exists()


def wish_from_case(case: CaseFile) -> dict[str, Any] | None:
    """The person of a case page, unless the wish is recorded already."""
    return {"person_id": case.subject} if case.subject and not has_wish(case.subject) else None


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    intention = Intention.objects.get(pk=case.pk)
    rows = [Row(_("Expressed"), intention.expressed_at), Row(_("Where"), intention.place or "–")]
    if intention.words:
        rows.append(Row(_("In the person's words"), intention.words))
    found = [Section(_("Intention"), rows, _("A wish for asylum. It is not yet a registration and not an application."))]
    registration = Registration.objects.filter(case=case).first()
    if registration:
        found.append(
            Section(
                _("Registration"),
                [
                    Row(_("Registered"), registration.registered_at),
                    Row(_("Read back to the person"), _("yes") if registration.read_back else _("no")),
                    Row(_("Document given"), registration.document_issued),
                ],
            )
        )
    return found
