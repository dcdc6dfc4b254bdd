from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.returns.models import Alternative, ConditionsCheck, Detention, DetentionReview

DETAINED = ("detained", "release_due")


def of(case: CaseFile) -> Detention:
    return Detention.objects.select_related("person").get(pk=case.pk)


def _midnight_after(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None


def review_ends(case: CaseFile) -> datetime | None:
    return _midnight_after(of(case).review_on)


def maximum_ends(case: CaseFile) -> datetime | None:
    return _midnight_after(of(case).max_on)


def judged(case: CaseFile) -> bool:
    """Whether a judge has found it lawful."""
    newest = DetentionReview.objects.filter(case=case.pk, kind=DetentionReview.Kind.JUDICIAL).order_by("-at").first()
    return newest is not None and newest.lawful


def detained_before(case: CaseFile) -> timedelta:
    """How long the person was detained for return before this order: periods add up (CJEU C-357/09 PPU, Kadzoev)."""
    with seeing_all():
        earlier = Detention.objects.filter(person=of(case).person_id, ordered_at__isnull=False, released_at__isnull=False).exclude(pk=case.pk)
        return sum((one.released_at - one.ordered_at for one in earlier if one.released_at and one.ordered_at), timedelta())


def return_to_measure(case: CaseFile) -> dict[str, Any] | None:
    """From the page of a return that is served, where no measure is open."""
    if case.procedure != "return" or case.closed or case.subject is None:
        return None
    with seeing_all():
        known = Detention.objects.filter(person=case.subject, case__closed=False).exists()
    return None if known else {"return_case": case.pk}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [Row(_("Alternative to detention"), f"{one.get_alternative_display()} · {one.alternative_since:%Y-%m-%d}" if one.alternative_since else _("none"))]
    if one.ground:
        rows += [
            Row(_("Ground"), f"{one.get_ground_display()} · {one.criterion}"),
            Row(_("Why necessary and proportionate, of this person"), one.necessity),
            Row(_("Less coercive measures that were considered"), ", ".join(str(Alternative(each).label) for each in one.considered)),
            Row(_("Why they are not enough"), one.why_not),
            Row(_("Where"), one.get_facility_display()),
            Row(_("Proposed, ordered"), f"{one.proposed_by_name} · {one.ordered_by_name or '–'} · {one.order_number}"),
        ]
    if one.ordered_at:
        rows += [
            Row(_("Ordered"), one.ordered_at, "warn"),
            Row(_("Next review on"), one.review_on, "warn"),
            Row(_("Last day"), one.max_on, "warn"),
        ]
    if case.state == "release_due":
        rows.insert(0, Row(_("RELEASE IS DUE"), _("The limit or the review has passed, or there is no prospect: the person is released now."), "warn"))
    if one.no_prospect_at:
        rows.append(Row(_("No reasonable prospect of removal since"), one.no_prospect_at, "warn"))
    if one.released_at:
        rows.append(Row(_("Released"), f"{one.released_at:%Y-%m-%d %H:%M} · {one.get_release_display()}", "done"))
    found = [Section(_("Detention for return"), rows, _("It ends by itself in law when its day has come: nothing here makes it longer without a new order."))]
    reviews = [
        Row(
            each.at,
            f"{each.get_kind_display()} · {_('lawful') if each.lawful else _('NOT lawful')} · {each.reasons} · {each.next_on or '–'}",
            "done" if each.lawful else "warn",
        )
        for each in DetentionReview.objects.filter(case=case.pk).order_by("at")
    ]
    checks = []
    for check in ConditionsCheck.objects.filter(case=case.pk).order_by("-at")[:1]:
        for item in ConditionsCheck.Item:
            checks.append(Row(item.label, _("yes") if item in check.met else _("no"), "done" if item in check.met else "warn"))
    more = [Section(_("Reviews"), reviews), Section(_("Conditions (art. 16, 17)"), checks)]
    return found + [each for each in more if each.rows] + people.sections(actor, one.person)
