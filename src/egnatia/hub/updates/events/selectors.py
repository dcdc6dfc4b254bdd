"""Events as they are seen by partners, and, of those announced to the public, by everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.hub.updates.models import Event, EventDocument
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

TOLD = ("announced", "held", "concluded")


def known(case: CaseFile) -> dict[str, Any]:
    one = Event.objects.prefetch_related("organisers").get(pk=case.pk)
    told = {name: getattr(one, name) for name in ("kind", "title", "topic", "matters", "others", "country", "place", "link", "agenda", "public")}
    moments = {name: timezone.localtime(getattr(one, name)).strftime("%Y-%m-%dT%H:%M") for name in ("starts", "ends")}
    organisers = [each.code for each in one.organisers.all() if each.pk != one.leads_id]
    return told | moments | {"plan": str(one.plan_id or ""), "organisers": organisers}


def _lines(case: CaseFile, name: str) -> str:
    found = Event.objects.get(pk=case.pk).delegations.all()
    return "\n".join(f"{each.institution}: {getattr(each, name) or each.expected}" for each in found)


def expected(case: CaseFile) -> dict[str, Any]:
    return {"expected": _lines(case, "expected")}


def came(case: CaseFile) -> dict[str, Any]:
    return {"came": "\n".join(f"{each.institution}: {each.came}" for each in Event.objects.get(pk=case.pk).delegations.all() if each.came is not None)}


def is_public(case: CaseFile, actor: Actor) -> bool:
    return Event.objects.filter(pk=case.pk, public=True).exists()


def expected_as_came(case: CaseFile) -> dict[str, Any]:
    """Those who were expected, to be corrected."""
    return {"came": _lines(case, "expected")}


def people(one: Event) -> tuple[int, int | None]:
    """(expected, came; None before it was held)."""
    rows = list(one.delegations.all())
    noted = [each.came for each in rows if each.came is not None]
    return sum(each.expected for each in rows), sum(noted) if noted else None


def where(one: Event) -> str:
    found = ", ".join(filter(None, (one.place, str(countries.name(one.country)) if one.country else "")))
    return found or str(_("online"))


def organisers(one: Event) -> str:
    return ", ".join([*sorted(each.code for each in one.organisers.all()), *([one.others] if one.others else [])])


def events(actor: Actor) -> tuple[list[Event], list[Event]]:
    """(ahead, the next one first; of the past, the newest first), without those that were cancelled."""
    rows = (
        Event.objects.exclude(case__state="cancelled")
        .select_related("case", "leads", "plan")
        .prefetch_related("organisers", "delegations", "conclusions__case")
    )
    now = moment.now()
    return list(rows.filter(ends__gte=now).order_by("starts")[:200]), list(rows.filter(ends__lt=now).order_by("-starts")[:200])


def public() -> QuerySet[Event]:
    """What everybody may know of: announced and marked as public."""
    return Event.objects.filter(Q(public=True), case__state__in=TOLD).select_related("case").prefetch_related("organisers")


def document(actor: Actor, pk: UUID) -> EventDocument | None:
    return EventDocument.objects.filter(pk=pk).first()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = (
        Event.objects.select_related("leads", "plan")
        .prefetch_related("organisers", "delegations", "documents", "conclusions__owner", "conclusions__case")
        .get(pk=case.pk)
    )
    wanted, came = people(one)
    rows = [
        Row(_("Kind"), one.get_kind_display()),
        Row(_("Title"), one.title),
        Row(_("Topic"), one.topic),
        Row(_("Why it matters"), one.matters or _("not said yet"), "" if one.matters else "warn"),
        Row(_("Organised by"), organisers(one)),
        Row(_("Begins"), one.starts),
        Row(_("Ends"), one.ends),
        Row(_("Where"), where(one)),
        Row(_("Public"), _("yes, once it is announced") if one.public else _("no")),
        Row(_("Expected / came"), f"{wanted} / {'–' if came is None else came}"),
    ]
    if one.link:
        rows.append(Row(_("Link to join from afar"), one.link, "", one.link))
    if one.plan:
        rows.append(Row(_("Of which plan"), one.plan.title, "", reverse("plan", args=[one.plan.pk])))
    if one.agenda:
        rows.append(Row(_("Agenda"), one.agenda))
    sent = [Row(each.institution, f"{each.expected} / {'–' if each.came is None else each.came}") for each in one.delegations.all()]
    files = [Row(each.title, each.sha256[:12], "", reverse("event_document", args=[each.pk])) for each in one.documents.all()]
    told = [
        Row(f"{each.case.number} · {each.owner.code} · {each.due}", each.text, "done" if each.case.state == "done" else "", reverse("case", args=[each.pk]))
        for each in one.conclusions.all()
    ]
    return [
        Section(_("Event"), rows),
        Section(_("Institutions: expected / came"), sent, "" if sent else _("Nobody is noted yet.")),
        Section(_("Documents"), files, "" if files else _("Nothing is kept yet.")),
        Section(_("Conclusions"), told, "" if told else _("None yet.")),
    ]
