"""What can be seen of border acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries
from egnatia.kernel.engine import national
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.border.models import BorderAct, Facilitation, FalseDocument, Ground
from egnatia.node.information import selectors as information
from egnatia.node.people import selectors as people
from egnatia.node.screening.models import Prescreening, Screening


@remembered
def act_of(case: CaseFile) -> BorderAct:
    return BorderAct.objects.select_related("person").get(pk=case.pk)


@remembered
def was_smuggled(case: CaseFile) -> bool:
    """For gates: whether the person of this case is known as one who arrived, whoever recorded it."""
    with seeing_all():
        return Screening.objects.filter(person=case.subject).exists()


def person_to_consider(case: CaseFile) -> dict[str, Any] | None:
    """The person of a screening whose national outcome leads to a border act."""
    return {"person_id": case.subject} if case.procedure == "screening" and case.subject and led_here(case.subject) else None


def led_here(person: UUID) -> bool:
    """Whether the country's own outcome of an interview leads to a border act about this person."""
    codes = [one.code for one in national.outcomes("screening.record_prescreening") if one.leads_to == "border_act.begin_known"]
    return bool(codes) and Prescreening.objects.filter(case__subject=person, outcome__in=codes).exists()


def _answer(value: bool | None) -> object:
    return _("not asked yet") if value is None else _("yes") if value else _("no")


def act_sections(case: CaseFile, actor: Actor) -> list[Section]:
    act = act_of(case)
    rows = [
        Row(_("Considered"), act.get_kind_display()),
        Row(_("Would have to go to"), countries.name(act.to_country)),
        Row(_("Place"), act.place),
        Row(_("Wants asylum"), _answer(act.wishes_asylum), "warn" if act.wishes_asylum is None else "done"),
        Row(
            _("Risk at the destination"),
            _("not assessed yet") if act.risk is None else _("possible: no act against the person") if act.risk else _("none found"),
            "done" if act.risk is False else "warn",
        ),
    ]
    if act.risk_reasons:
        rows.append(Row(_("Reasons of the assessment"), act.risk_reasons))
    found = [Section(_("At the border"), rows), information.section(case, information.Step.BORDER)]
    if act.proposed_by:
        told = [Row(_("Ground"), Ground(one).label) for one in act.grounds]
        told += [Row(_("Reasons in this case"), act.reasons), Row(_("Proposed by"), act.proposed_by_name), Row(_("Decided by"), act.decided_by_name or "–")]
        found.append(Section(_("Act"), told))
    return found + people.sections(actor, act.person)


def false_document_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = FalseDocument.objects.select_related("person").get(pk=case.pk)
    rows = [
        Row(_("Kind of document"), one.get_paper_display()),
        Row(_("Country that the document names"), countries.name(one.issuer)),
        Row(_("What is false"), one.get_falsity_display()),
        Row(_("Place"), one.found_at),
    ]
    note = _("Using a false document to flee is not punished while the claim is open (1951 Convention art. 31).")
    return [Section(_("False document"), rows, note), *people.sections(actor, one.person)]


def facilitation_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Facilitation.objects.select_related("person").get(pk=case.pk)
    rows = [
        Row(_("Where"), one.get_place_display()),
        Row(_("Persons helped to cross"), one.persons_helped),
        Row(_("What shows a benefit"), one.benefit),
    ]
    return [Section(_("Suspected facilitation"), rows, _("A suspicion: a court decides.")), *people.sections(actor, one.person)]
