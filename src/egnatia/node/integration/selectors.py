"""What can be seen of integration: papers and their days, how each area stands, and the counts by area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, due, rule_in_force
from egnatia.kernel.models import CaseFile, NationalProgramme
from egnatia.kernel.subjects import Row, Section
from egnatia.node.asylum import selectors as asylum
from egnatia.node.integration.inputs import EndReason, ReunionOutcome
from egnatia.node.integration.models import Area, Integration, Paper, PaperKind, Reunification, Step, StepState

# Counts below it are not shown: few people would be known by them.
SHOWN_FROM = 5


def integration_of(case: CaseFile) -> Integration:
    return Integration.objects.select_related("person").get(pk=case.pk)


def granted_at(case: CaseFile) -> datetime:
    return integration_of(case).granted_at


def renewal_rule(case: CaseFile) -> str:
    """How long a permit holds at least, by the status (Reg. (EU) 2024/1347 art. 24)."""
    return "PERMIT_REFUGEE" if integration_of(case).status == "REFUGEE" else "PERMIT_SUBSIDIARY"


def newest(case: CaseFile, kind: PaperKind) -> Paper | None:
    return Paper.objects.filter(case=case.pk, kind=kind).order_by("-issued_on").first()


def has_permit(case: CaseFile) -> bool:
    return newest(case, PaperKind.PERMIT) is not None


def has_no_permit(case: CaseFile) -> bool:
    return not has_permit(case)


def permit_from(case: CaseFile) -> datetime:
    """When the present permit was handed over."""
    one = newest(case, PaperKind.PERMIT)
    return timezone.make_aware(datetime.combine(one.issued_on, datetime.min.time())) if one else moment.now()


def may_reunite_rule(case: CaseFile) -> str:
    return "REUNITE_REFUGEE" if integration_of(case).status == "REFUGEE" else "REUNITE_SUBSIDIARY"


def reunites_easily_until(case: CaseFile) -> datetime | None:
    """The last moment for the easier conditions; None where no rule says one."""
    one = integration_of(case)
    try:
        return due(rule_in_force(may_reunite_rule(case), timezone.localtime(one.granted_at).date()), one.granted_at)
    except NoRule:
        return None


def reunites_from(case: CaseFile) -> datetime | None:
    """Where national law makes somebody with subsidiary protection wait for the family; None where no verified rule does."""
    one = integration_of(case)
    try:
        rule = rule_in_force("REUNITE_SUBSIDIARY_AFTER", timezone.localtime(one.granted_at).date()) if one.status == "SUBSIDIARY" else None
    except NoRule:
        return None
    return due(rule, one.granted_at) if rule else None


def status_stands(case: CaseFile) -> bool:
    one = integration_of(case)
    return asylum.status_of(one.person_id) is not None


def requests(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Family reunifications that are open, as the form shows them."""
    found = Reunification.objects.filter(case=case.pk, outcome__in=("", "GRANTED")).order_by("asked_on")
    return {"request": [(str(one.pk), f"{one.asked_on.isoformat()} · {one.who[:60]}") for one in found]}


def has_requests(case: CaseFile, actor: Actor) -> bool:
    return bool(requests(case)["request"])


def standing(case: CaseFile) -> dict[str, Step]:
    """The newest step of each area."""
    return {one.area: one for one in Step.objects.filter(case=case.pk).order_by("on", "at")}


_MARKS = {StepState.REACHED: "done", StepState.NO_PLACE: "warn", StepState.OFFERED: "open"}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = integration_of(case)
    rows = [
        Row(_("Status"), _("Refugee status") if one.status == "REFUGEE" else _("Subsidiary protection")),
        Row(_("Given on"), one.granted_at),
        Row(_("Status stands"), _("yes") if status_stands(case) else _("no: tell the legal officer"), "done" if status_stands(case) else "warn"),
        Row(_("Mentor"), one.mentor or _("none")),
    ]
    if one.end_reason:
        rows.append(Row(_("Ended"), EndReason(one.end_reason).label))
    found = [Section(_("Integration"), rows)]
    papers = [Row(each.get_kind_display(), f"{each.number} · {each.valid_until.isoformat()}", _mark(each)) for each in Paper.objects.filter(case=case.pk)]
    missing = [Row(kind.label, _("not handed over yet"), "warn") for kind in PaperKind if newest(case, kind) is None]
    found.append(Section(_("Papers"), [*papers, *missing]))
    if one.planned_at:
        found.append(Section(_("Plan"), [Row(_("Made on"), one.planned_at), Row(_("What the person wants to reach"), one.goals)]))
    known, offers = standing(case), dict(_programmes())
    areas = [_area(area, known.get(area), offers) for area in Area]
    found.append(Section(_("Areas"), areas, _("“No offer here” is a gap of the country, not of the person.")))
    return [*found, *_reunification(case)]


def _mark(paper: Paper) -> str:
    return "warn" if paper.valid_until < moment.today() + timedelta(days=60) else "done"


def _area(area: Area, step: Step | None, offers: dict[str, str]) -> Row:
    if step is None:
        return Row(area.label, _("nothing noted yet"), "warn")
    told = [str(StepState(step.state).label), offers.get(step.programme, ""), step.text or "", step.on.isoformat()]
    return Row(area.label, " · ".join(part for part in told if part), _MARKS.get(StepState(step.state), ""))


def _programmes() -> list[tuple[str, str]]:
    return list(NationalProgramme.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY).values_list("code", "title"))


def _reunification(case: CaseFile) -> list[Section]:
    until = reunites_easily_until(case)
    rows = [Row(_("Easier conditions until"), until, "" if until > moment.now() else "warn")] if until else []
    waits = reunites_from(case)
    rows += [Row(_("National law lets the family come from"), waits)] if waits else []
    for one in Reunification.objects.filter(case=case.pk).order_by("asked_on"):
        state = ReunionOutcome(one.outcome).label if one.outcome else _("open")
        rows.append(Row(one.asked_on.isoformat(), f"{one.who} · {state}", "done" if one.outcome == ReunionOutcome.ARRIVED else ""))
    return [Section(_("Family reunification"), rows)] if rows else []


@dataclass(frozen=True)
class Count:
    """How many stand where in one area; small counts are not shown (None)."""

    label: Any
    numbers: list[int | None]


def counts() -> list[Count]:
    """Areas by how they stand, of all whose integration goes on; few are no number."""
    with seeing_all():
        going = set(Integration.objects.filter(case__closed=False).values_list("pk", flat=True))
        known: dict[tuple[UUID, str], str] = {}
        for case, area, state in Step.objects.order_by("on", "at").values_list("case", "area", "state"):
            known[case, area] = state
    found: Counter[tuple[str, str]] = Counter((area, state) for (case, area), state in known.items() if case in going)
    return [Count(area.label, [_shown(found[area, state]) for state in StepState]) for area in Area]


def _shown(number: int) -> int | None:
    return number if number == 0 or number >= SHOWN_FROM else None


def total() -> int | None:
    with seeing_all():
        return _shown(Integration.objects.filter(case__closed=False).count())
