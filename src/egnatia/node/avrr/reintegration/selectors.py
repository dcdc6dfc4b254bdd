"""What can be seen of reintegration: by the counsellors the plan, by the partner what the person agreed to, by nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.codes import countries
from egnatia.kernel.codes.persons import SEX_LABELS, Sex
from egnatia.kernel.disclose import NothingToDisclose, Permission, Recipient, disclose
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.avrr import survey
from egnatia.node.avrr.models import FollowUpConsent, Item, Line, LineStatus, Proof, Reintegration, Sharing, SurveyRound, To, WeightSetFile
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person

# A partner helps there: who somebody is, how to reach them, what they need; never a document's number or a word of a claim.
PARTNER_PROFILE = frozenset({Item.NAME, Item.BIRTH, Item.SEX, Item.CONTACT, Item.NEEDS})


def of(case: CaseFile) -> Reintegration:
    return Reintegration.objects.select_related("partner", "counsellors").get(pk=case.pk)


def lines(case: CaseFile) -> list[Line]:
    return list(Line.objects.filter(case=case.pk).order_by("number"))


def budgeted(case: CaseFile) -> Decimal:
    """EUR of all lines that were not dropped."""
    return Line.objects.filter(case=case.pk).exclude(status=LineStatus.DROPPED).aggregate(sum=Sum("budgeted"))["sum"] or Decimal(0)


def follow_up(case: CaseFile) -> FollowUpConsent | None:
    return FollowUpConsent.objects.filter(case=case.pk, withdrawn_at=None).order_by("-at").first()


def plan_from_case(case: CaseFile) -> dict[str, Any] | None:
    return (
        {"travel_case": case.pk} if case.procedure == "avrr" and case.state in {"eligible", "documenting", "ready", "booked", "departed", "arrived"} else None
    )


def line_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"number": [(one.number, f"{one.number}. {one.text}") for one in lines(case) if one.status == LineStatus.PLANNED]}


def _agreed(one: Reintegration) -> Sharing | None:
    """What the person last agreed that the partner is told, taken back or not."""
    with seeing_all():
        return Sharing.objects.filter(case=one.travel_case, to=To.PARTNER).order_by("-at").first()


def _name(key: UUID) -> str:
    return str(people.stated(Person.objects.get(pk=key)).full_name)


def shown_to_partner(one: Reintegration, actor: Actor | None) -> dict[str, Any]:
    """What the partner is told of the person, through the disclosure gate. Raises NothingToDisclose."""
    readers: dict[str, Callable[[UUID], Any]] = {
        Item.NAME: _name,
        Item.BIRTH: lambda key: str(people.stated(Person.objects.get(pk=key)).date_of_birth or "–"),
        Item.SEX: lambda key: str(SEX_LABELS[Sex(Person.objects.get(pk=key).sex)]),
        Item.NEEDS: lambda key: one.goals or "",
    }
    agreed = _agreed(one)
    # The partner works in another state; the agreement names the ground of the transfer (FR-47).
    recipient = Recipient(one.partner.code, PARTNER_PROFILE, country=one.country, ground=agreed.ground if agreed else "")
    found = disclose(
        actor,
        "reintegration.disclosed",
        purpose=Purpose.VOLUNTARY_RETURN,
        case_id=one.pk,
        subject=one.person_id,
        permission=Permission(frozenset(agreed.items), agreed.until, stands=agreed.withdrawn_at is None) if agreed else None,
        recipient=recipient,
        readers=readers,
    )
    return {str(Item(code).label): value for code, value in found.items() if value}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one, planned = of(case), lines(case)
    rows = [
        Row(_("Partner"), f"{one.partner.name} · {countries.name(one.country)}"),
        Row(_("Budget"), f"EUR {budgeted(case)} / {one.limit}"),
        Row(_("Spent"), f"EUR {sum((line.spent or Decimal(0) for line in planned), Decimal(0))}"),
    ]
    if one.returned_because:
        rows.append(Row(_("Sent back"), one.returned_because, "warn"))
    if one.satisfaction:
        rows.append(Row(_("Satisfied with the help"), f"{one.satisfaction}/5"))
    if one.outcome:
        rows.append(Row(_("Outcome"), one.outcome, "done"))
    if one.counsellors_id == actor.unit and planned:
        address = reverse("reintegration_plan", args=[case.pk])
        rows.append(Row(_("For the person to sign and keep"), _("Plan in the person's language (PDF)"), "", address))
    found = [Section(_("Reintegration"), rows)]
    if one.partner_id == actor.unit:
        try:
            about = [Row(label, value) for label, value in shown_to_partner(one, actor).items()]
        except NothingToDisclose as nothing:
            about = [Row(_("Nothing to show"), nothing.text, "warn")]
        found.append(Section(_("About the person"), about, _("This, and no more, the person agreed that you are told.")))
    proofs = set(Proof.objects.filter(case=case.pk).values_list("line_id", flat=True))
    plan = [
        Row(
            f"{line.number}. {line.get_dimension_display()}: {line.get_measure_display()}",
            f"{line.text} · EUR {line.budgeted} · {line.get_status_display()}" + (f" · EUR {line.spent}" if line.spent is not None else ""),
            "done" if line.pk in proofs else "",
        )
        for line in planned
    ]
    if plan:
        found.append(Section(_("Plan"), plan, _("A tick: a proof is kept.")))
    if one.counsellors_id == actor.unit:
        found += _follow_up(case)
    return found


def weight_sets() -> list[survey.WeightSet]:
    """The one that comes with the program, and those that were imported."""
    with seeing_all():
        files = list(WeightSetFile.objects.order_by("code"))
    return [survey.weight_set(), *(survey.read_weights(one.content, survey.instrument()) for one in files)]


def weight_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = WeightSetFile.objects.get(pk=case.pk)
    found = survey.read_weights(one.content, survey.instrument())
    rows = [Row(_("Code"), found.code), Row(_("Source"), found.source), Row(_("Official, as its file says"), _("yes") if found.official else _("no"))]
    return [Section(_("Weight set of the survey"), rows, _("It reads the same answers in another way. It decides on help for nobody."))]


def _follow_up(case: CaseFile) -> list[Section]:
    agreed = follow_up(case)
    rows = [Row(_("May be asked until"), agreed.until, "done" if agreed.until >= moment.today() else "warn")] if agreed else []
    sets = weight_sets()
    for each in SurveyRound.objects.filter(case=case.pk).order_by("on"):
        if not each.reached or not each.answers:
            rows.append(Row(each.get_when_display(), _("not reached, or did not want to answer")))
            continue
        for weights in sets:
            scores = survey.score(survey.instrument(), weights, json.loads(each.answers))
            told = " · ".join(f"{label} {'–' if value is None else f'{value:.2f}'}" for label, value in zip("ESPΣ", vars(scores).values(), strict=True))
            rows.append(Row(f"{each.get_when_display()} · {weights.code}", told))
    note = "; ".join(f"{one.code}: {one.source}" for one in sets)
    return [Section(_("How the person is getting on"), rows, note)] if rows else []
