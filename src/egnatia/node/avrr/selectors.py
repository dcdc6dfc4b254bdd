"""What can be seen of voluntary returns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.subjects import Row, Section
from egnatia.node.avrr.models import (
    Complaint,
    Counselling,
    DocumentRequest,
    Fitness,
    Formality,
    Item,
    Outreach,
    Resumes,
    RiskCheck,
    Safeguards,
    Sharing,
    To,
    Topic,
    Voluntariness,
    VoluntaryReturn,
)
from egnatia.node.people import selectors as people
from egnatia.node.protection.selectors import KNOWS
from egnatia.node.referral.models import Referral
from egnatia.node.referral.pathways import Pathway
from egnatia.node.referral.selectors import WITH_RECEIVER
from egnatia.node.registration import selectors as registration

COERCIVE = frozenset({Unit.Kind.RETURN, Unit.Kind.BORDER, Unit.Kind.OTHER_STATE})


def of(case: CaseFile) -> VoluntaryReturn:
    return VoluntaryReturn.objects.select_related("person").get(pk=case.pk)


def sessions(case: CaseFile) -> list[Counselling]:
    return list(Counselling.objects.filter(case=case.pk).order_by("at"))


def voluntariness(case: CaseFile) -> list[Voluntariness]:
    return list(Voluntariness.objects.filter(case=case.pk).order_by("at"))


def risk_checks(case: CaseFile) -> list[RiskCheck]:
    return list(RiskCheck.objects.filter(case=case.pk).order_by("at"))


def safeguards(case: CaseFile) -> Safeguards | None:
    return Safeguards.objects.filter(case=case.pk).order_by("-at").first()


def reflects_until(case: CaseFile) -> date | None:
    """The latest day that was ever named: a later entry makes no time to reflect shorter."""
    days = Safeguards.objects.filter(case=case.pk).values_list("reflection_until", flat=True)
    return max(days, default=None)


def fitness(case: CaseFile) -> Fitness | None:
    return Fitness.objects.filter(case=case.pk).order_by("-at").first()


def sharing(case: CaseFile, to: To, today: date) -> Sharing | None:
    """The agreement that covers a recipient today."""
    return Sharing.objects.filter(case=case.pk, to=to, withdrawn_at=None, until__gte=today).first()


def document_until(case: CaseFile, day: date) -> date | None:
    """Until when a document for the journey is valid, if it is on that day: one that the consulate issued, or one that the person showed."""
    issued = DocumentRequest.objects.filter(case=case.pk, issued=True, valid_until__gte=day).order_by("-valid_until").first()
    if issued:
        return issued.valid_until
    return max((one.expires for one in people.documents(of(case).person) if one.expires and one.expires >= day), default=None)


def open_request(case: CaseFile) -> DocumentRequest | None:
    return DocumentRequest.objects.filter(case=case.pk, answered_on=None).order_by("-asked_on").first()


def enquiry_from_case(case: CaseFile) -> dict[str, Any] | None:
    """From a case about somebody, or from a referral that the counsellors accepted."""
    if case.procedure == "referral":
        taken = case.state in WITH_RECEIVER and Referral.objects.filter(pk=case.pk, pathway=Pathway.AVRR).exists()
        return {"source_case": case.pk} if taken else None
    return {"source_case": case.pk} if case.subject and case.procedure in {"screening", "registration", "asylum", "reception", "return"} else None


def waits_for_document(case: CaseFile, actor: Actor) -> bool:
    return open_request(case) is not None


# In these the counsellors are at work for somebody.
AT_WORK = ("enquiry", "counselled", "applied", "blocked", "eligible", "documenting", "ready", "booked")


def is_being_helped(person: UUID) -> bool:
    """For gates of other rooms: whether a voluntary return is asked for or prepared; whoever asks learns no more."""
    with seeing_all():
        return VoluntaryReturn.objects.filter(person=person, case__state__in=AT_WORK).exists()


def has_departed(person: UUID, since: datetime) -> bool:
    """For actions of other rooms: whether somebody left voluntarily after a moment."""
    with seeing_all():
        return VoluntaryReturn.objects.filter(person=person, departed_at__gte=since).exists()


def complaint(case: CaseFile) -> Complaint | None:
    """The one that waits for an answer."""
    return Complaint.objects.filter(case=case.pk, answered_at=None).first()


def complaint_waits(case: CaseFile, actor: Actor) -> bool:
    return complaint(case) is not None


# What rooms above know of a country, for the counsellor and the person: such as the fact sheet of co-operation.
about_a_country: list[Callable[[str], Section]] = []


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [
        Row(_("Country of return"), countries.name(one.country) if one.country else _("not said yet")),
        Row(_("Detained"), _("yes: independent counsellor, second look at the free will") if one.detained else _("no"), "warn" if one.detained else ""),
        Row(_("Declared in"), languages.name(one.declared_in) if one.declared_in else "–"),
    ]
    if registration.waits_to_be_registered(one.person_id):
        rows.insert(0, Row(_("Wants asylum"), _("Everything here waits: the wish is registered first"), "warn"))
    if one.eligible is not None:
        rows.append(Row(_("Can be assisted"), f"{_('yes') if one.eligible else _('no')}: {one.eligibility_reason}", "done" if one.eligible else "warn"))
    if one.travel_on:
        rows.append(Row(_("Journey"), f"{one.travel_on} · {one.get_mode_display()} · {one.itinerary} · {one.escort or '–'}"))
    if one.arrived_on:
        rows.append(Row(_("Arrived"), f"{one.arrived_on} · {one.met_by or '–'}", "done"))
    if case.state == "withdrawn":
        rows.append(Row(_("Taken back"), _("Without any harm: every other procedure stands where it stood."), "done"))
    if one.end_reason:
        rows.append(Row(_("Ended because"), one.end_reason, "warn"))
    if one.applied_at and Role.RETURN_COUNSELLOR in actor.roles:
        address = reverse("avrr_declaration", args=[case.pk])
        rows.append(Row(_("For the person to sign and keep"), _("Declaration and agreements in the person's language (PDF)"), "", address))
    found = [Section(_("Voluntary return"), rows, _("The person can take it back until boarding, at any moment and without a reason."))]
    found += [_counselling(case), _checks(case, actor), _agreements(case), _complaints(case, actor)]
    found += [tells(one.country) for tells in about_a_country if one.country]
    return [section for section in found if section.rows]


def _counselling(case: CaseFile) -> Section:
    rows = []
    for one in sessions(case):
        topics = ", ".join(str(Topic(each).label) for each in one.topics)
        rows.append(Row(one.at, f"{one.by_name} · {languages.name(one.language)} · {topics}", "done" if one.interpreter_present else "warn"))
        rows.append(Row(_("Told what goes on after a withdrawal"), "; ".join(str(Resumes(each).label) for each in one.resumes)))
    return Section(_("Counselling"), rows)


def _checks(case: CaseFile, actor: Actor) -> Section:
    full = bool(actor.roles & (KNOWS | {Role.RETURN_COUNSELLOR}))
    rows = [
        Row(_("Free will"), f"{each.get_free_display()} · {each.get_capacity_display()} · {each.by_name}", "done" if each.free == "YES" else "warn")
        for each in voluntariness(case)
    ]
    for each in risk_checks(case):
        told = f"{countries.name(each.country)} · {each.by_name}" + (f" · {each.reasons}" if full else "")
        rows.append(Row(_("Danger there"), f"{_('yes') if each.danger else _('no')} · {told}", "warn" if each.danger else "done"))
    if newest := fitness(case):
        rows.append(Row(_("Fit to travel"), f"{newest.get_result_display()} · {newest.get_mode_display()} · {newest.valid_until} · {newest.conditions}"))
    if actor.roles & KNOWS and (safe := safeguards(case)):
        rows.append(Row(_("Time to reflect until"), safe.reflection_until, "warn"))
        rows += [Row(_("Safe arrival"), safe.safe_arrival), Row(_("Authorities there may be asked"), _("yes") if safe.contact_agreed else _("no"), "warn")]
    rows += [Row(each.get_kind_display(), f"{each.on} {each.note}", "done") for each in Formality.objects.filter(case=case.pk).order_by("on")]
    return Section(_("Checks and formalities"), rows)


def _agreements(case: CaseFile) -> Section:
    rows = []
    for one in Sharing.objects.filter(case=case.pk).order_by("at"):
        what = ", ".join(str(Item(each).label) for each in one.items)
        ended = one.withdrawn_at is not None
        rows.append(Row(one.get_to_display(), f"{what} · {one.purpose} · {one.get_ground_display()} · {one.until}", "warn" if ended else "done"))
        if ended:
            rows.append(Row(_("Taken back"), one.withdrawn_at, "warn"))
    for asked in DocumentRequest.objects.filter(case=case.pk).order_by("asked_on"):
        answer = _("no answer yet") if asked.issued is None else f"{_('issued until')} {asked.valid_until}" if asked.issued else _("not issued")
        rows.append(Row(_("Document asked for"), f"{countries.name(asked.country)} · {asked.asked_on} · {answer}"))
    return Section(_("What may be told to whom"), rows)


def _complaints(case: CaseFile, actor: Actor) -> Section:
    """In full for the person's side and those who answer; the counsellors see that there is one and what was answered."""
    rows, full = [], bool(actor.roles & KNOWS)
    for one in Complaint.objects.filter(case=case.pk).order_by("at"):
        rows.append(Row(one.at, one.text if full or one.by == actor.id else _("A complaint: the protection service answers it"), "warn"))
        if one.answered_at:
            told = _("the person was told") if one.person_told else _("the person was not told yet")
            rows.append(Row(_("Answered"), f"{one.answer} · {told}", "done" if one.person_told else "warn"))
    return Section(_("Complaints"), rows)


def outreach_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Outreach.objects.get(pk=case.pk)
    rows = [
        Row(_("Where"), one.site),
        Row(_("Day"), one.on),
        Row(_("Language"), languages.name(one.language)),
        Row(_("Came"), one.reached),
        Row(_("Leaflets"), one.leaflets),
    ]
    return [Section(_("Outreach"), rows)]
