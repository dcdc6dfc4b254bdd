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
from egnatia.node.people.models import TravelDocument
from egnatia.node.protection.age.inputs import Direction, Ground, Profession
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import AgeAssessment, AgeConsent, AgeMethod, AgeStep

# Why somebody's age is doubted, and what was examined.
READS = frozenset({Role.CHILD_PROTECTION_OFFICER, Role.PROTECTION_OFFICER, Role.MEDICAL_STAFF, Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER})


@remembered
def assessment_of(case: CaseFile) -> AgeAssessment:
    return AgeAssessment.objects.select_related("person").get(pk=case.pk)


def steps_of(case: CaseFile) -> list[AgeStep]:
    return list(AgeStep.objects.filter(case=case.pk).order_by("at"))


def consent_of(case: CaseFile, who: str) -> AgeConsent | None:
    return AgeConsent.objects.filter(case=case.pk, who=who).order_by("-at").first()


def margin_of(case: CaseFile) -> tuple[Decimal, Decimal] | None:
    """(lowest, highest) age of all results read together, to the child's benefit: the lowest of all, the highest of all."""
    steps = steps_of(case)
    return (min(one.low for one in steps), max(one.high for one in steps)) if steps else None


def has_genuine_document(person: UUID) -> bool:
    """For gates: whether a document was shown whose check digits hold; it counts as genuine until it is proven otherwise."""
    with seeing_all():
        return TravelDocument.objects.filter(person=person, check_digits_hold=True).exists()


def is_open(person: UUID) -> bool:
    """Whether an assessment runs: until it is decided the person counts as a child."""
    with seeing_all():
        return AgeAssessment.objects.filter(person=person, decided_at=None).exclude(case__state="dropped").exists()


def person_of(case: CaseFile) -> dict[str, Any] | None:
    if not case.subject or case.procedure not in {"screening", "registration", "guardianship"} or is_open(case.subject):
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
    found = [Section(_("Age assessment"), rows)]
    told = [
        Row(
            _("Guardian agrees") if consent.who == "GUARDIAN" else _("Person agrees"),
            f"{_('yes') if consent.given else _('no')} · {languages.name(consent.language)}",
            "done" if consent.given else "warn",
        )
        for who in ("CHILD", "GUARDIAN")
        if (consent := consent_of(case, who))
    ]
    for step in steps_of(case):
        done = ", ".join(str(AgeMethod(method).label) for method in step.methods)
        whom = ", ".join(str(Profession(profession).label) for profession in step.professions)
        doubt = _("doubt remains") if step.doubt_remains else _("no doubt remains")
        told.append(Row(done, f"{step.low} – {step.high} · {doubt}{f' · {whom}' if whom else ''}"))
    if one.ordered:
        told.append(Row(_("Ordered"), one.get_ordered_display(), "open"))
    note = _("A refusal counts against nobody. If the margin reaches below 18, the person is a child.")
    return [*found, Section(_("Steps"), told, note)] if told else found
