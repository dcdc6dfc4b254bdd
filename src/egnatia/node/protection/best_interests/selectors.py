"""What can be seen of a child's best interests, and what gates of other rooms ask."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Appointment, Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as needs
from egnatia.node.protection.best_interests.inputs import EndReason, Risk
from egnatia.node.protection.models import Assessment, BestInterests, Determination, Outcome, PanelMember, Report

READS = frozenset({Role.CHILD_PROTECTION_OFFICER, Role.PROTECTION_OFFICER, Role.GUARDIAN})
# A panel of fewer, or of one authority alone, decides nothing (UNHCR BIP Guidelines 2021).
MEMBERS = 3
ORGANISATIONS = 2


def process_of(case: CaseFile) -> BestInterests:
    return BestInterests.objects.select_related("person").get(pk=case.pk)


def current(case: CaseFile) -> Determination | None:
    """The newest determination of a case."""
    return Determination.objects.filter(case=case.pk).order_by("-asked_at").first()


def reports(one: Determination | None) -> list[Report]:
    return list(Report.objects.filter(determination=one).order_by("at")) if one else []


def _day(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"


def members(one: Determination | None) -> list[PanelMember]:
    return list(PanelMember.objects.filter(determination=one).order_by("-chairs", "name")) if one else []


@remembered
def assessed(person: UUID) -> bool:
    """For gates: whether somebody assessed this child's best interests, whoever did."""
    with seeing_all():
        return Assessment.objects.filter(person=person).exclude(case__state="ended").exists()


def permitted(person: UUID, today: date) -> bool:
    """For gates: whether the newest assessment of a child with its family is full, still holds, and found nothing against what is planned for all of them."""
    with seeing_all():
        newest = Assessment.objects.filter(person=person).exclude(case__state="ended").order_by("-at").first()
    return newest is not None and newest.full and newest.permits and newest.review_on >= today


def assessed_fully(case: CaseFile) -> bool:
    return Assessment.objects.filter(case=case.pk, full=True).exists()


def determined(person: UUID, today: date) -> Outcome | None:
    """For gates: what a panel found that holds today; None if none did, it is over, or something new came."""
    with seeing_all():
        newest = Determination.objects.filter(person=person).exclude(case__state="ended").order_by("-asked_at").first()
    if newest is None or newest.decided_at is None or newest.taken_up_at is not None or newest.holds_until is None or newest.holds_until < today:
        return None
    return Outcome(newest.outcome)


def child_of(case: CaseFile) -> dict[str, Any] | None:
    """The child of a case for whom nobody has begun it."""
    if not case.subject or case.procedure == "best_interests" or not needs.treated_as_child(people.person_of(case)):
        return None
    with seeing_all():
        known = BestInterests.objects.filter(person=case.subject).exists()
    return None if known else {"person_id": case.subject}


def clock_rule(case: CaseFile) -> str:
    return f"BEST_INTERESTS_{process_of(case).risk}"


def appointments(ids: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    """Panels that sit for these children."""
    found: dict[UUID, list[Appointment]] = {}
    for one in Determination.objects.filter(person__in=ids, decided_at=None, sits_at__gt=moment.now()):
        assert one.sits_at is not None
        found.setdefault(one.person_id, []).append(Appointment(one.sits_at, _("Best interests panel"), one.sits_where, one.case_id))
    return found


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = process_of(case)
    rows = [Row(_("Risk"), Risk(one.risk).label, "warn" if one.risk == Risk.HIGH else ""), Row(_("Look again on"), one.review_on or "–")]
    outcome = determined(one.person_id, moment.today())
    if outcome is not None:
        rows.append(Row(_("Found by the panel"), outcome.label, "done"))
    found = [Section(_("Best interests of the child"), rows)]
    if one.end_reason:
        rows.append(Row(_("Why it ends"), EndReason(one.end_reason).label))
    if not actor.roles & READS:
        return found
    for each in Assessment.objects.filter(case=case.pk).order_by("at"):
        heard = Row(_("The child said"), each.views, "done") if each.views else Row(_("The child was not heard"), each.not_heard, "warn")
        permits = Row(_("Against what is planned for the family"), _("nothing found") if each.permits else _("not found to be permitted"))
        kind = _("Full assessment") if each.full else _("Short assessment")
        told = f"{_day(each.at)} · {each.by_name} · {languages.name(each.language)}"
        found.append(Section(kind, [Row(_("Made"), told), heard, Row(_("What was found"), each.findings), Row(_("What is best now"), each.plan), permits]))
    found += [_determination(each) for each in Determination.objects.filter(case=case.pk).order_by("asked_at")]
    return found


def _determination(one: Determination) -> Section:
    rows = [Row(_("Why"), one.get_trigger_display()), Row(_("Asked for"), one.asked_at)]
    if one.sits_at:
        rows.append(Row(_("The panel sits"), f"{timezone.localtime(one.sits_at):%Y-%m-%d %H:%M} · {one.sits_where}"))
    rows += [Row(_("Chair") if each.chairs else _("Member"), f"{each.name} · {each.organisation}") for each in members(one)]
    for each in reports(one):
        rows += [
            Row(_("Report"), f"{_day(each.at)} · {each.by_name} · {each.text}"),
            Row(_("The child's views"), each.views),
            Row(_("The guardian's or parents' views"), each.guardian_views),
        ]
        rows += [Row(_("Sent back"), each.sent_back, "warn")] if each.sent_back else []
    if one.decided_at:
        rows += [
            Row(_("Decided"), f"{_day(one.decided_at)} · {one.decided_by_name}"),
            Row(_("Outcome"), one.get_outcome_display(), "warn" if one.taken_up_at else "done"),
            Row(_("Reasons"), one.reasons),
            Row(_("Holds until"), one.holds_until),
        ]
        rows += [Row(_("Taken in by"), f"{countries.name(one.to_country)} · {one.reception}")] if one.reception else []
        rows += [Row(_("Taken up again"), f"{_day(one.taken_up_at)} · {one.taken_up_why or '–'}", "warn")] if one.taken_up_at else []
    return Section(_("Determination"), rows)
