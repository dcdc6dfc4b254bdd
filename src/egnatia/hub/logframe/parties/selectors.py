from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Party
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def choices() -> list[tuple[str, str]]:
    """Parties on the list, by code."""
    return list(Party.objects.filter(case__state="listed").order_by("kind", "code").values_list("code", "name"))


def known(case: CaseFile) -> dict[str, Any]:
    one = Party.objects.get(pk=case.pk)
    return {"name": one.name, "iati": one.iati, "iati_type": one.iati_type}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Party.objects.select_related("unit").get(pk=case.pk)
    rows = [Row(_("Code"), one.code), Row(_("Name"), one.name), Row(_("Kind"), one.get_kind_display())]
    if one.country:
        rows.append(Row(_("Country"), countries.name(one.country)))
    rows.append(Row(_("Its office here"), one.unit or _("none: the hub's officers answer for it")))
    rows.append(Row(_("Identifier of the organisation in IATI files"), one.iati or "–"))
    return [Section(_("Institution"), rows)]
