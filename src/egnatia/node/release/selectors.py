"""What statisticians see of releases: the preview shows exactly what leaves, never the counts behind suppressed cells."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.models import Outgoing
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.template import REASONS
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.release.models import Release


def releases(actor: Actor) -> list[Release]:
    """Releases of this unit, newest month first."""
    return list(Release.objects.filter(case__grant__unit_id=actor.unit).select_related("case").order_by("-period", "-case__opened_at")[:200])


def release_of(actor: Actor, case_id: UUID) -> Release:
    """Raises Release.DoesNotExist for foreign and missing alike."""
    return Release.objects.select_related("case").get(pk=case_id, case__grant__unit_id=actor.unit)


def outgoing(actor: Actor) -> list[Outgoing]:
    return list(Outgoing.objects.filter(to="HUB").defer("payload", "envelope", "receipt").order_by("-created_at")[:50])


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    release = Release.objects.get(pk=case.pk)
    cells = list(release.cells.all())
    hidden = sum(one.published is None for one in cells)
    rows = [
        Row(_("Month"), release.period),
        Row(_("Revision"), release.revision or "–"),
        Row(_("Status"), _("provisional: the month was not over") if release.provisional else _("whole month")),
        Row(_("Why"), REASONS.get(release.reason, release.reason)),
        Row(_("Cells"), len(cells)),
        Row(_("Suppressed cells"), hidden, "done" if hidden else ""),
        Row(_("Records not marked SYNTHETIC"), release.real_persons, "warn" if release.real_persons else "done"),
    ]
    note = _(
        "Small counts are suppressed, and single small cells are covered. This is a threshold rule, not full disclosure control: "
        "until that exists, only data marked SYNTHETIC may leave."
    )
    return [Section(_("What will leave"), rows, note)]
