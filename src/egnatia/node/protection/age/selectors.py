"""What can be seen of an age assessment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.information import selectors as information
from egnatia.node.people.models import TravelDocument
from egnatia.node.protection.age.inputs import Direction, Ground, Profession
from egnatia.node.protection.guardians.selectors import guardian_of, guardian_since
from egnatia.node.protection.models import AgeAssessment, AgeConsent, AgeDecision, AgeMethod, AgeOrder, AgeStep

# Why somebody's age is doubted, and what was examined.
READS = frozenset(
    {Role.CHILD_PROTECTION_OFFICER, Role.PROTECTION_OFFICER, Role.MEDICAL_STAFF, Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER, Role.GUARDIAN}
)


@remembered
def assessment_of(case: CaseFile) -> AgeAssessment:
    return AgeAssessment.objects.select_related("person").get(pk=case.pk)


def steps_of(case: CaseFile) -> list[AgeStep]:
    """Results that hold: one that was typed wrongly stays on record beside the right one, and counts no more."""
    return list(AgeStep.objects.filter(case=case.pk, replaced_by=None).order_by("at"))


def result(case: CaseFile, number: int) -> AgeStep | None:
    """By its number on the page; None for one that is not there or was replaced."""
    found = list(AgeStep.objects.filter(case=case.pk).order_by("at", "replaced_by"))
    return found[number - 1] if number <= len(found) and found[number - 1].replaced_by is None else None


def all_steps_of(case: CaseFile) -> list[AgeStep]:
    """Of the person, in every assessment: a result does not go away by beginning again."""
    with seeing_all():
        return list(AgeStep.objects.filter(case__subject=case.subject, replaced_by=None).order_by("at"))


def consent_of(case: CaseFile, who: str, method: str = "") -> AgeConsent | None:
    """The newest answer about a method since the last doubt."""
    return AgeConsent.objects.filter(case=case.pk, who=who, method=method, at__gte=assessment_of(case).doubted_at).order_by("-at").first()


def agrees(case: CaseFile, who: str, method: str) -> bool:
    """For gates: a yes that was understood; of the guardian who stands there now, not of an earlier one."""
    one = consent_of(case, who, method)
    if one is None or not one.given:
        return False
    if who == "GUARDIAN":
        since = guardian_since(assessment_of(case).person_id)
        return since is not None and one.at >= since
    return one.interpreter_present or one.language == assessment_of(case).person.language


def margin_of(case: CaseFile) -> tuple[Decimal, Decimal] | None:
    """(lowest, highest) age of all results of the person read together, to the child's benefit."""
    steps = all_steps_of(case)
    return (min(one.low for one in steps), max(one.high for one in steps)) if steps else None


def has_genuine_document(person: UUID) -> bool:
    """For gates: whether a document was shown whose check digits hold; it counts as genuine until it is proven otherwise."""
    with seeing_all():
        return TravelDocument.objects.filter(person=person, check_digits_hold=True).exists()


def has_assessment(person: UUID) -> bool:
    """Whether one stands that was not dropped: it is taken up again there, not begun anew."""
    with seeing_all():
        return AgeAssessment.objects.filter(person=person, dropped=False).exists()


def person_of(case: CaseFile) -> dict[str, Any] | None:
    if not case.subject or case.procedure not in {"screening", "registration", "guardianship"} or has_assessment(case.subject):
        return None
    return {"person_id": case.subject}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = assessment_of(case)
    outcome: Any = _("not decided: counts as a child")
    if one.decided_at:
        outcome = _("adult") if one.is_adult else _("child")
    rows = [
        Row(_("Age"), outcome, "done" if one.decided_at else "warn"),
        Row(_("Guardian"), guardian_of(one.person_id) or _("nobody yet"), "done" if guardian_of(one.person_id) else "warn"),
    ]
    if one.recorded_age is not None:
        rows.append(Row(_("Recorded age (lowest of the margin)"), one.recorded_age))
    if not actor.roles & READS:
        return [Section(_("Age assessment"), rows)]
    rows += [
        Row(_("Doubt"), Direction(one.direction).label),
        *(Row(_("Ground"), Ground(ground).label) for ground in one.grounds),
        Row(_("Reasons"), one.reasons),
    ]
    if one.decision_reasons:
        rows.append(Row(_("Reasons of the decision"), one.decision_reasons))
    found = [Section(_("Age assessment"), rows), information.section(case, information.Step.AGE)]
    told = [
        Row(
            _("Guardian agrees") if consent.who == "GUARDIAN" else _("Person agrees"),
            f"{_('yes') if consent.given else _('no')} · {consent.get_method_display() or _('conversation')} · {languages.name(consent.language)}",
            "done" if consent.given else "warn",
        )
        for consent in AgeConsent.objects.filter(case=case.pk).order_by("at")
    ]
    for number, step in enumerate(AgeStep.objects.filter(case=case.pk).order_by("at", "replaced_by"), 1):
        done = ", ".join(str(AgeMethod(method).label) for method in step.methods)
        whom = ", ".join(str(Profession(profession).label) for profession in step.professions)
        doubt = _("doubt remains") if step.doubt_remains else _("no doubt remains")
        wrong = f" · {_('typed wrongly, does not count')}" if step.replaced_by else ""
        told.append(Row(f"{number}. {done}", f"{step.low} – {step.high} · {doubt}{f' · {whom}' if whom else ''}{wrong}", "warn" if wrong else ""))
    told += [
        Row(_("Asked for: %(method)s") % {"method": order.get_method_display()}, order.why) for order in AgeOrder.objects.filter(case=case.pk).order_by("at")
    ]
    for past in AgeDecision.objects.filter(case=case.pk).order_by("at"):
        found_then = _("adult") if past.is_adult else _("child")
        told.append(Row(_("Decided"), f"{past.at:%Y-%m-%d} · {found_then} · {past.recorded_age or '–'} · {past.reasons}"))
    note = _("A refusal counts against nobody. If the margin reaches below 18, the person is a child.")
    return [*found, Section(_("Steps"), told, note)] if told else found


def found_adult(case: CaseFile, actor: Actor) -> bool:
    return assessment_of(case).is_adult is True
