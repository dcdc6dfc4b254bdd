from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import calendar_of
from egnatia.kernel.clocks.term import Roll, Term, Unit
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.returns.models import Agreement, ConsularInterview, Datum, Evidence, EvidenceType, Readmission, ReturnCase, Stage, ToldAbroad, Track

OPEN = ("draft", "sent", "received", "interview_asked", "accepted", "deemed_agreed", "document_asked", "document_issued", "announced")
WAITS = ("received", "interview_asked")
AGREED = ("accepted", "deemed_agreed", "document_asked", "document_issued")


def of(case: CaseFile) -> Readmission:
    return Readmission.objects.select_related("person", "agreement").get(pk=case.pk)


def usable(today: date) -> list[Agreement]:
    """In force here, and verified by named people against a gazette; synthetic ones in a demonstration."""
    known = Agreement.objects.filter(Q(in_force_on=None) | Q(in_force_on__lte=today), first=settings.EGNATIA_COUNTRY, stage=Stage.IN_FORCE)
    allowed = Q(verified=True, synthetic=False) | (Q(synthetic=True) if settings.EGNATIA_DEMO else Q(pk=None))
    return list(known.filter(allowed).order_by("synthetic", "code"))


def agreement_choices() -> list[tuple[Any, Any]]:
    return [(one.code, f"{one.code} · {one.title}") for one in usable(timezone.localdate())]


def evidence_choices() -> list[tuple[Any, Any]]:
    found = EvidenceType.objects.order_by("limb", "-strength", "title")
    return [(str(one.pk), f"{one.get_limb_display()} · {one.get_strength_display()} · {one.title}") for one in found]


def return_to_document(case: CaseFile) -> dict[str, Any] | None:
    """From the page of a return that waits for documents and has no request open."""
    if case.procedure != "return" or case.state != "documenting":
        return None
    with seeing_all():
        known = Readmission.objects.filter(return_case=case.pk, end_reason="").exists()
    return None if known else {"return_case": case.pk}


def answer_due(one: Readmission) -> datetime | None:
    """Until when the other state answers: in the accelerated procedure by its own working days, else by calendar days; an extension adds to it.

    No roll: the agreements count days as they come (Serbia–EC art. 10). None where the agreement's term is not known: then nothing is ever deemed agreed.
    """
    if one.received_at is None:
        return None
    fast = one.track == Track.ACCELERATED
    days = one.agreement.answer_fast if fast else one.agreement.answer_days
    if days is None:
        return None
    if one.extended_because and not fast:
        days += one.agreement.extension_days or 0
    term = Term(days, Unit.WORKING_DAYS if fast else Unit.DAYS, Roll.STRICT)
    return term.due(timezone.localtime(one.received_at), calendar_of(one.requested))


def answer_ends(case: CaseFile) -> datetime | None:
    return of(case).answer_due


def has_term(case: CaseFile) -> bool:
    return of(case).answer_due is not None


def transfer_due(one: Readmission, since: datetime) -> datetime | None:
    days = one.agreement.transfer_days
    return Term(days, Unit.DAYS, Roll.STRICT).due(timezone.localtime(since), calendar_of(one.requested)) if days else None


def transfer_ends(case: CaseFile) -> datetime | None:
    return of(case).transfer_due


def has_transfer_term(case: CaseFile) -> bool:
    return of(case).transfer_due is not None


def silent(case: CaseFile, now: datetime) -> bool:
    """Whether the time to answer has passed without an answer, and the agreement says that silence agrees."""
    one = of(case)
    return one.agreement.silence_agrees and one.answer_due is not None and one.answer_due <= now and one.answered_on is None


def can_extend(case: CaseFile, actor: Actor) -> bool:
    one = of(case)
    return not one.extended_because and one.track == Track.ORDINARY and bool(one.agreement.extension_days)


def return_of(case: CaseFile) -> ReturnCase | None:
    with seeing_all():
        return ReturnCase.objects.filter(pk=of(case).return_case).select_related("case", "person").first()


def told_anything(case: CaseFile) -> bool:
    return ToldAbroad.objects.filter(case=case.pk).exclude(kind=ToldAbroad.Kind.WITHDRAWN).exists()


def too_late(one: Readmission, today: date) -> bool:
    """Whether the time to ask has passed, of somebody who is no national of the requested state."""
    days = one.agreement.submit_days
    return one.capacity != "OWN" and days is not None and one.known_on + timedelta(days=days) < today


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [
        Row(_("Requested state"), countries.name(one.requested)),
        Row(
            _("Under"), f"{one.agreement.title} · {_('verified') if one.agreement.verified else _('SYNTHETIC') if one.agreement.synthetic else _('unverified')}"
        ),
        Row(_("Procedure"), one.get_track_display()),
        Row(_("As"), one.get_capacity_display()),
    ]
    if one.received_at:
        rows.append(Row(_("Received there"), one.received_at))
        rows.append(Row(_("They answer until"), one.answer_due or _("the agreement names no time: silence means nothing"), "warn"))
    if one.extended_because:
        rows.append(Row(_("Asked for more time because"), one.extended_because))
    if case.state == "deemed_agreed":
        rows.append(Row(_("No answer: taken as agreed"), f"{_('confirmed by')} {one.deemed_by_name}", "warn"))
    if one.answered_on:
        rows.append(Row(_("Answered on"), f"{one.answered_on} · {one.answer_reasons}"))
    if one.transfer_due:
        rows.append(Row(_("Transfer at the latest before"), one.transfer_due))
    if one.transfer_on:
        rows.append(Row(_("Transfer announced for"), f"{one.transfer_on} · {one.transfer_place}"))
    if one.end_reason:
        rows.append(Row(_("Ended because"), one.end_reason, "warn"))
    found = [Section(_("Readmission"), rows, _("Nothing about asylum, interviews or centres can be part of it: there is no field for it."))]
    proofs = [
        Row(each.kind.get_limb_display(), f"{each.kind.title} · {each.kind.get_strength_display()} · {each.text}")
        for each in Evidence.objects.filter(case=case.pk).select_related("kind")
    ]
    told = []
    for each in ToldAbroad.objects.filter(case=case.pk).order_by("at"):
        what = ", ".join(str(Datum(item).label) for item in each.items) or str(_("nothing but its number"))
        told.append(Row(each.get_kind_display(), f"{countries.name(each.country)} · {each.at:%Y-%m-%d %H:%M} · {what} · {each.by_name}", "warn"))
        if each.kind == ToldAbroad.Kind.REQUEST:
            told.append(Row(_("On paper"), _("Readmission application (PDF)"), "", reverse("readmission_form", args=[each.pk])))
    held = [
        Row(each.on, f"{each.observer} · {each.interpreter} · {_('confirmed') if each.confirmed else _('not confirmed')}")
        for each in ConsularInterview.objects.filter(case=case.pk)
    ]
    more = [Section(_("Evidence"), proofs), Section(_("What the other state was told"), told), Section(_("Identification interview"), held)]
    return found + [each for each in more if each.rows] + people.sections(actor, one.person)
