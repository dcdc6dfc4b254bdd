"""What can be seen of a screening: its form, its steps, what is still missing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import cases
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine import national, timing
from egnatia.kernel.models import CaseFile, Task
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.biometrics import selectors as biometrics
from egnatia.node.biometrics.inputs import Outcome as Biometrics
from egnatia.node.information import selectors as information
from egnatia.node.people import selectors as people
from egnatia.node.people.models import FamilyLink
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.models import Category
from egnatia.node.referral import selectors as referrals
from egnatia.node.registration import selectors as registration
from egnatia.node.screening import inputs
from egnatia.node.screening.models import (
    Beside,
    Consultation,
    FormVersion,
    Prescreening,
    Reason,
    ReferredBeside,
    Remark,
    Route,
    Screening,
    ScreeningForm,
    Stay,
    Step,
    StepDone,
)

# Checks that must be done before a return route can be taken; biometric data may have been impossible to take, but that is an outcome too.
CHECKS = (Step.HEALTH, Step.VULN, Step.IDENT, Step.BIOREG, Step.SECURITY, Step.FORM)


# Suspected smuggling or trafficking may stand there: not for medical staff, not for a return authority.
MAY_READ_COMMENTS = frozenset({Role.SCREENING_OFFICER, Role.BORDER_OFFICER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
# Whether a consultation gave a hit (1h).
MAY_READ_HITS = frozenset({Role.SCREENING_OFFICER, Role.BORDER_OFFICER})


@remembered
def screening_of(case: CaseFile) -> Screening:
    return Screening.objects.select_related("person").get(pk=case.pk)


@remembered
def steps_done(case: CaseFile) -> dict[str, StepDone]:
    return {one.step: one for one in StepDone.objects.filter(case=case.pk)}


def missing_checks(case: CaseFile) -> list[Step]:
    """Checks without an outcome, in the order of the regulation; with the child's step for a child."""
    wanted = [*CHECKS, Step.MINOR] if protection.treated_as_child(screening_of(case).person) else list(CHECKS)
    done = steps_done(case)
    return [one for one in wanted if one not in done]


@remembered
def time_is_up(case: CaseFile) -> bool:
    """Whether the limit has passed, even if the minute job has not seen it yet."""
    return case.state == "lapsed" or timing.is_up(case, "SCREENING_MAX")


def shared_by_the_group(case: CaseFile, family: bool) -> dict[str, Any]:
    """What people who arrive together have in common; of a family also the name and the first one's case. Who they are to each other is asked of each."""
    screening = screening_of(case)
    person = screening.person
    shared: dict[str, Any] = {
        "citizenship": person.citizenship,
        "language": person.language,
        "reason": screening.reason,
        "place": screening.place,
        "arrived_at": f"{timezone.localtime(screening.arrived_at):%Y-%m-%dT%H:%M}",
        "held_over_72_hours": screening.held_over_72_hours,
        "synthetic": person.synthetic,
    }
    return shared | ({"family_name": people.stated(person).family_name, "relative_case": _first_of_family(case)} if family else {})


def _first_of_family(case: CaseFile) -> str:
    """The case that this one named as its family's, else its own: a whole family hangs on its first member."""
    links = FamilyLink.objects.filter(person=case.subject).values_list("relative_id", flat=True)
    first = CaseFile.objects.filter(procedure="screening", subject__in=list(links)).order_by("opened_at").first()
    return (first or case).number


def arrival_of(case: CaseFile) -> datetime:
    return screening_of(case).arrived_at


def clock_rule(case: CaseFile) -> str:
    """Which of the three limits of art. 8(3) and (4) applies."""
    screening = screening_of(case)
    if screening.reason == Reason.ILLEGAL_STAY:
        return "SCREENING_TERRITORY"
    return "SCREENING_AFTER_72H" if screening.held_over_72_hours else "SCREENING_BORDER"


_OUTCOMES: dict[str, Any] = {
    **dict(inputs.HealthOutcome.choices),
    **dict(inputs.IdentOutcome.choices),
    **dict(Biometrics.choices),
    **dict(inputs.ChildOutcome.choices),
    **dict(Route.choices),
    "DONE": _("done"),
    "HIT": _("done, a consultation gave a hit"),
    "NO_HIT": _("done, no hit"),
}


def _steps(case: CaseFile, screening: Screening, actor: Actor) -> Section:
    done = steps_done(case)
    rows = []
    for step in Step:
        if step is Step.MINOR and not protection.treated_as_child(screening.person):
            continue
        one = done.get(step)
        outcome = _OUTCOMES.get(one.outcome, one.outcome) if one else _("not done yet")
        if one and step is Step.SECURITY and not actor.roles & MAY_READ_HITS:
            outcome = _("done")
        rows.append(Row(step.label, outcome, "done" if one else "open"))
    return Section(_("Steps"), rows)


def wants_asylum(screening: Screening) -> bool:
    """As answered here, or recorded anywhere by anybody."""
    return bool(screening.wishes_asylum) or registration.has_wish(screening.person_id)


def _asylum(screening: Screening) -> Row:
    if wants_asylum(screening):
        return Row(_("Asylum"), _("Wants asylum"), "done")
    if screening.asylum_asked_at:
        return Row(_("Asylum"), _("Asked; no wish stated on that day"), "done")
    return Row(_("Asylum"), _("Not asked yet: ask expressly"), "warn")


@remembered
def _beside_of(case: CaseFile) -> list[ReferredBeside]:
    return list(ReferredBeside.objects.filter(case=case.pk).order_by("at"))


@remembered
def needs_beside(case: CaseFile) -> list[Beside]:
    """For gates and tasks: needs for which no service was reached yet, whoever recorded them."""
    person, done = screening_of(case).person, steps_done(case)
    urgent = Step.HEALTH in done and done[Step.HEALTH].outcome in {inputs.HealthOutcome.URGENT, inputs.HealthOutcome.ISOLATION}
    found = {
        Beside.CHILD_ALONE: protection.treated_as_child_alone(person),
        Beside.SPECIALISED: protection.has_sign_of_harm(person.pk),
        Beside.HEALTH: urgent,
        Beside.STATELESS: protection.has_open(person.pk, Category.STATELESS),
    }
    # A referral that was declined or taken back has reached nobody.
    reached = {one.need for one in _beside_of(case) if referrals.stands(one.referral)}
    return [need for need, is_there in found.items() if is_there and need not in reached]


def restricted(person: UUID) -> bool:
    """For gates: whether somebody is ordered to stay available, in whatever unit."""
    with seeing_all():
        return Screening.objects.filter(person=person, restricted_at__isnull=False, restriction_ended_at=None).exists()


def form_as_it_is(case: CaseFile) -> dict[str, Any]:
    """For a form in which it is changed; of a case without one, what is known of the person."""
    form = ScreeningForm.objects.filter(pk=case.pk).first()
    if form is None:
        return {"spoken": [screening_of(case).person.language], "cooperated": True}
    return {
        "confirmed": form.confirmed,
        "residence": form.residence,
        "spoken": form.languages,
        "transit": form.transit,
        "destination": form.destination,
        "reason_for_arrival": form.reason_for_arrival or "",
        "family_elsewhere": form.family_elsewhere or "",
        "cooperated": form.cooperated,
        "comments": form.comments or "",
    }


def waits_for_reading(case: CaseFile, actor: Actor) -> bool:
    return Task.objects.filter(case=case, unit_id=actor.unit, code="FORM_CHANGED", done_at=None).exists()


def consultations(case: CaseFile) -> list[tuple[str, bool]]:
    """(database, hit) of those that were asked, by the name of the country's table."""
    labels = {one.code: one.label for one in national.sources()}
    return [(labels.get(one.source, one.source), one.hit) for one in Consultation.objects.filter(case=case.pk).order_by("at", "source")]


def _security(case: CaseFile, actor: Actor) -> list[Section]:
    asked = consultations(case)
    if not asked or not actor.roles & MAY_READ_HITS:
        return []
    rows = [Row(label, _("a hit") if hit else _("no hit"), "warn" if hit else "done") for label, hit in asked]
    note = _("A hit says nothing by itself: read it where it was found.")
    closed = ", ".join(one.code for one in national.sources(available=False))
    return [Section(_("Databases consulted"), [*rows, Row(_("Cannot be asked from here"), closed)], note)]


def _beside(case: CaseFile, actor: Actor) -> list[Section]:
    """What only some may know of is shown to them alone."""

    def seen(need: str) -> bool:
        return need != Beside.SPECIALISED or bool(actor.roles & protection.KNOWS)

    rows = [Row(Beside(one.need).label, one.at, "done") for one in _beside_of(case) if seen(one.need)]
    rows += [Row(need.label, _("no service reached yet"), "warn") for need in needs_beside(case) if seen(need)]
    return [Section(_("Services beside the screening"), rows)] if rows else []


def version_of(actor: Actor, case_id: UUID, version: int) -> dict[str, Any]:
    """The form as it was handed over, whole: to be shown through ``printing.for_reader``. Raises FormVersion.DoesNotExist."""
    kept = FormVersion.objects.get(case=case_id, case__in=cases.visible(actor), version=version)
    content: dict[str, Any] = json.loads(kept.content)
    return content


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    screening = screening_of(case)
    main = [
        Row(_("Reason"), screening.get_reason_display()),
        Row(_("Arrival"), screening.arrived_at),
        Row(_("Place"), screening.place),
        _asylum(screening),
        Row(
            _("Copy of the form"),
            inputs.CopyMode(screening.copy_mode).label if screening.copy_mode else _("Not offered yet"),
            "done" if screening.copy_mode else "open",
        ),
    ]
    if stay := Stay.objects.filter(case=case.pk).order_by("-since").first():
        main.append(Row(_("Stays"), f"{stay.get_kind_display()} · {stay.place}"))
    if before := Prescreening.objects.filter(pk=case.pk).first():
        labels = {one.code: one.label for one in national.outcomes("screening.record_prescreening")}
        main.append(Row(_("Pre-screening"), labels.get(before.outcome, before.outcome), "done"))
    if screening.restricted_at:
        main.append(
            Row(
                _("Restriction"),
                _("Ended %(at)s") % {"at": f"{screening.restriction_ended_at:%d.%m.%Y %H:%M}"}
                if screening.restriction_ended_at
                else _("Must stay available here"),
                "done" if screening.restriction_ended_at else "warn",
            )
        )
    found = [Section(_("Screening"), main), _steps(case, screening, actor), information.section(case, information.Step.SCREENING)]
    needs = protection.visible_needs(actor, screening.person_id)
    rows = [Row(one.get_category_display(), one.get_status_display(), "warn") for one in needs]
    found.append(Section(_("Special needs"), rows or [Row(_("None recorded"), "")], _("None recorded does not mean that there are none.")))
    form = ScreeningForm.objects.filter(pk=case.pk).first()
    found += [*_beside(case, actor), *_security(case, actor), *biometrics.sections(case, actor)]
    found += people.sections(actor, screening.person)
    if form:
        found.append(_form(form, actor))
    papers = [
        Row(_("For the file"), _("Screening form (PDF)"), "", reverse("screening_form", args=[case.pk])),
        Row(_("For the person"), _("Copy in the person's language (PDF)"), "", reverse("screening_copy", args=[case.pk])),
    ]
    for kept in FormVersion.objects.filter(case=case.pk).order_by("version"):
        made = f"{timezone.localtime(kept.made_at):%Y-%m-%d %H:%M} · {kept.made_by_name}"
        label = _("Version %(number)s") % {"number": kept.version}
        papers.append(Row(label, made, "", reverse("screening_version", args=[case.pk, kept.version])))
    found.append(Section(_("Print"), papers))
    remarks = [Row(one.made_at, one.text) for one in Remark.objects.filter(case=case.pk).order_by("made_at")]
    if remarks:
        found.append(Section(_("Remarks of the person"), remarks, _("They travel with the form.")))
    return found


def _form(form: ScreeningForm, actor: Actor) -> Section:
    rows = [Row(inputs.DATUM_LABELS[one], _("confirmed") if one in form.confirmed else _("declared")) for one in inputs.Datum]
    rows += [
        Row(_("Residence before"), countries.name(form.residence) if form.residence else "–"),
        Row(_("Languages"), ", ".join(languages.name(one) for one in form.languages) or "–"),
        Row(_("Countries crossed"), ", ".join(countries.name(one) for one in form.transit) or "–"),
        Row(_("Cooperated"), _("yes") if form.cooperated else _("no")),
    ]
    rows += [
        Row(label, text)
        for label, text in (
            (_("Reason for the arrival"), form.reason_for_arrival),
            (_("Family elsewhere"), form.family_elsewhere),
            (_("Comments"), form.comments if actor.roles & MAY_READ_COMMENTS else None),
        )
        if text
    ]
    return Section(_("Screening form (art. 17)"), rows)
