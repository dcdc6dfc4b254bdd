from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries, seats
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection
from egnatia.node.returns import selectors as returned
from egnatia.node.returns.models import Call, Coercion, Escort, GuidelineAnswer, Operation, Returnee, SeatsOffered, Status
from egnatia.node.returns.operations.guidelines import GUIDELINES

OPEN_LIST = ("manifest_open",)
BEFORE = ("planned", "called", "confirmed", "manifest_open", "manifest_locked", "boarding")


def of(case: CaseFile) -> Operation:
    return Operation.objects.get(pk=case.pk)


def rows(case: CaseFile | UUID, *status: str) -> list[Returnee]:
    found = Returnee.objects.filter(case=getattr(case, "pk", case)).select_related("person").order_by("booked_at")
    return list(found.filter(status__in=status) if status else found)


def escorts(case: CaseFile) -> list[Escort]:
    return list(Escort.objects.filter(case=case.pk).order_by("duty", "name"))


def answers(case: CaseFile) -> dict[int, GuidelineAnswer]:
    """The newest answer to each guideline."""
    return {one.guideline: one for one in GuidelineAnswer.objects.filter(case=case.pk).order_by("at")}


def monitor_in_time(one: Operation) -> bool:
    """Whether the monitor was told as long before the departure as the rule says. No rule: no."""
    hours = returned.limit("MONITOR_NOTICE", timezone.localtime(one.departs_at).date())
    return hours is not None and one.monitor_told_at is not None and one.monitor_told_at <= one.departs_at - timedelta(hours=hours)


def number_of(return_case: UUID) -> str:
    with seeing_all():
        return CaseFile.objects.values_list("number", flat=True).get(pk=return_case)


def row_choices(case: CaseFile, *status: str) -> list[tuple[Any, Any]]:
    """Rows of the manifest by the number of the return and the name."""
    return [(str(one.pk), f"{number_of(one.return_case)} · {people.stated(one.person).full_name}") for one in rows(case, *status)]


def returns_to_book(case: CaseFile) -> list[tuple[Any, Any]]:
    """Returns with a removal order to this country that are on no manifest."""
    on = Returnee.objects.filter(status__in=(Status.BOOKED, Status.BOARDED)).values("return_case")
    found = CaseFile.objects.filter(procedure="return", state="removal_ordered", returncase__country=of(case).country).exclude(pk__in=on)
    return [(str(one.pk), one.number) for one in found.order_by("number")]


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"row": row_choices(case, Status.BOOKED, Status.BOARDED), "return_case": returns_to_book(case)}


def row_of_return(return_case: UUID) -> Returnee | None:
    with seeing_all():
        return Returnee.objects.filter(return_case=return_case, status__in=(Status.BOOKED, Status.BOARDED)).select_related("case").first()


def any_children(case: CaseFile) -> bool:
    return any(protection.treated_as_child(one.person) for one in rows(case, Status.BOOKED))


def calls_of_others() -> list[Call]:
    return list(Call.objects.filter(open=True).exclude(country=settings.EGNATIA_COUNTRY).order_by("quarter", "country"))


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    shown = [
        Row(_("Kind"), one.get_kind_display()),
        Row(_("Way of travelling"), f"{one.get_carriage_display()} · {one.carrier or '–'}"),
        Row(_("To"), countries.name(one.country)),
        Row(_("Departure"), f"{timezone.localtime(one.departs_at):%Y-%m-%d %H:%M} · {one.from_place}"),
        Row(_("Seats"), one.seats),
        Row(_("Organised by"), countries.name(one.organiser)),
        Row(_("Authorisations"), one.authorised or "–"),
    ]
    told = monitor_in_time(one)
    shown.append(
        Row(
            _("Independent monitor"),
            f"{_('told')} {timezone.localtime(one.monitor_told_at):%Y-%m-%d %H:%M}" if one.monitor_told_at else _("NOT told: nobody departs"),
            "done" if told else "warn",
        )
    )
    found = [Section(_("Return operation"), shown, _("A wish for asylum can be said to anybody until the hand-over: it stops that person's return at once."))]
    found += [_manifest(case), _with(case), _force(case), _checklist(case), _offers(one)]
    if one.debrief:
        found.append(Section(_("Debriefing"), [Row(_("What was learnt"), one.debrief)]))
    paper = [Row(_("On paper"), _("Manifest (PDF)"), "", reverse("return_manifest", args=[case.pk]))]
    return [each for each in found if each.rows] + [Section(_("Papers"), paper)]


def _manifest(case: CaseFile) -> Section:
    listed = rows(case)
    states = Counter(one.status for one in listed)
    head = " · ".join(f"{Status(code).label}: {count}" for code, count in sorted(states.items()))
    shown = [Row(_("Together"), head)] if listed else []
    for one in listed:
        risk = f"{one.get_risk_display()} · {_('escorts')}: {'–' if one.escorts is None else one.escorts}" if one.risk else _("risk not assessed")
        state = f"{one.get_status_display()}{' · ' + str(one.get_off_display()) if one.off else ''}"
        shown.append(
            Row(f"{number_of(one.return_case)} · {people.stated(one.person).full_name}", f"{state} · {risk}", "warn" if one.status == Status.REMOVED else "")
        )
    return Section(_("Manifest"), shown, _("Each was decided on alone. Taken off: with its reason, and never blamed for using a right."))


def _with(case: CaseFile) -> Section:
    shown = []
    for one in escorts(case):
        trained = one.trained_until.isoformat() if one.trained_until else _("not trained")
        shown.append(Row(one.name, f"{one.get_duty_display()} · {_('woman') if one.woman else _('man')} · {trained}", "" if one.rested else "warn"))
    return Section(_("Escorts, doctor, interpreter"), shown)


def _force(case: CaseFile) -> Section:
    shown = [
        Row(
            f"{timezone.localtime(one.at):%Y-%m-%d %H:%M} · {one.get_force_display()}",
            f"{number_of(one.returnee.return_case)} · {one.minutes} min · {one.officer} · {one.reason} · "
            f"{_('looked at by a doctor') if one.medical_after else _('NOT looked at by a doctor')} · "
            f"{_('the monitor saw it') if one.monitor_present else _('the monitor was not there')}",
            "warn",
        )
        for one in Coercion.objects.filter(case=case.pk).select_related("returnee").order_by("at")
    ]
    return Section(_("Use of force"), shown)


def _checklist(case: CaseFile) -> Section:
    given = answers(case)
    shown = []
    for number, text in GUIDELINES.items():
        answer = given.get(number)
        label = _("not answered yet") if answer is None else _("yes") if answer.met else _("NO")
        shown.append(Row(f"{number}. {text}", f"{label} {answer.note if answer else ''}", "done" if answer and answer.met else "warn"))
    return Section(_("Twenty Guidelines on Forced Return (Council of Europe)"), shown)


def _offers(one: Operation) -> Section:
    if one.reference is None:
        return Section(_("Seats of others"), [])
    found = SeatsOffered.objects.filter(reference=one.reference).order_by("country")
    shown = [Row(countries.name(each.country), seats.BANDS.get(each.band, each.band), "done") for each in found]
    return Section(_("Seats of others"), shown or [Row(_("Call at the hub"), _("nobody has offered yet"))])


def day_is(one: Operation) -> Any:
    return timezone.localtime(one.departs_at).date()


def offer_sections(case: CaseFile, actor: Actor) -> list[Section]:
    return [Section(_("Seats offered"), [Row(_("Sent to the hub"), case.opened_at, "done")], _("The node that called sees a band of seats and this country."))]
