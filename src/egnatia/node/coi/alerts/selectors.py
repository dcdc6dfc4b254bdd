"""Kept searches of a unit, and what each looks for and found."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.coi.models import Alert, KeptSearch, SourceKind, Topic

_SHOWN = 50


def has_new(case: CaseFile, actor: object) -> bool:
    return Alert.objects.filter(search=case.pk, seen=False).exists()


def of_unit() -> list[tuple[KeptSearch, str]]:
    """Those that run and that the one who asks may open, with what they look for."""
    mine = CaseFile.objects.filter(procedure="coi_search", state="kept").values("pk")
    return [(one, told(one)) for one in KeptSearch.objects.filter(pk__in=mine).order_by("text", "pk")]


def told(one: KeptSearch) -> str:
    """What a search looks for, in one line."""
    chosen = [
        *(countries.name(code) for code in one.countries.split()),
        *(str(Topic(code).label) for code in one.topics.split()),
        *(languages.name(code) for code in one.languages.split()),
        *(str(SourceKind(code).label) for code in one.kinds.split()),
    ]
    return " · ".join([*([one.text] if one.text else []), *chosen])


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = KeptSearch.objects.get(pk=case.pk)
    found = Alert.objects.filter(search=one, document__withdrawn=False).select_related("document").defer("document__content", "document__text")
    rows = []
    for each in found.order_by("seen", "-at")[:_SHOWN]:
        paper = each.document
        rows.append(Row(each.at, f"{paper.number} · {paper.title} · {paper.publisher}", "" if each.seen else "warn", reverse("coi_document", args=[paper.pk])))
    asked = [Row(_("What it looks for"), told(one)), Row(_("Kept by"), one.by_name)]
    return [Section(_("Kept search"), asked), Section(_("Documents that came since"), rows or [Row(_("So far"), _("none"))])]
