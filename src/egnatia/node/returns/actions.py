"""The effects of a return: opening, looking, what stops it and takes it up again. Decision and removal have files of their own."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound, Refused
from egnatia.kernel.engine.run import call_unit, end_task, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr import selectors as voluntary
from egnatia.node.coi import selectors as coi
from egnatia.node.people import meeting
from egnatia.node.people.models import Person
from egnatia.node.registration import actions as registration
from egnatia.node.registration import selectors as registrations
from egnatia.node.returns import inputs, pausing, procedure, selectors
from egnatia.node.returns.models import (
    AvrrTold,
    ChildReception,
    CourtStay,
    DangerCheck,
    IndividualAssessment,
    NewFacts,
    Pause,
    Recovery,
    Remedy,
    ReturnCase,
    ReturnDecision,
)
from egnatia.node.returns.pausing import Why


class AlreadyOpen(Refused):
    """One return of one person at a time."""

    code = "open"
    text = _("A return of this person is open already.")


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    _begin(case, meeting.meet(case, data, actor), data, actor)


@procedure.BEGIN_KNOWN.effect
def begin_known(case: CaseFile, data: inputs.BeginKnown, actor: Actor) -> None:
    source = CaseFile.objects.filter(pk=data.source_case).first()
    if source is None or source.subject is None:
        raise NotFound
    with seeing_all():
        person = Person.objects.select_for_update().get(pk=source.subject)  # two at once wait for each other
        if selectors.open_return(person.pk):
            raise AlreadyOpen
    set_subject(case, person.pk)
    _begin(case, person, data, actor, source=source.pk)


def _begin(case: CaseFile, person: Person, data: inputs.Stay, actor: Actor, source: uuid.UUID | None = None) -> None:
    """The authority for returns has it, whoever found the stay; the protection service looks at needs and danger from the first day."""
    told = {"ground": data.ground, "detected_on": data.detected_on, "facts": data.facts, "country": data.country}
    ReturnCase(case=case, person=person, source_case=source, opened_by=actor.id, **told).save(force_insert=True)
    call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "LOOK_AT_NEEDS")
    call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "LOOK_AT_DANGER")


@procedure.TELL_AVRR.effect
def tell_avrr(case: CaseFile, data: inputs.TellAvrr, actor: Actor) -> None:
    AvrrTold.note(case, actor, language=data.language, interpreter_present=data.interpreter_present)


def ask_to_look_at_danger(case: CaseFile) -> None:
    """Country information that the newest look rests on does not hold, or has a newer edition."""
    call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "LOOK_AT_DANGER")


@procedure.DANGER.effect
def check_danger(case: CaseFile, data: inputs.CheckDanger, actor: Actor) -> str:
    """A danger that is found stops what goes on, in the same moment: list, request and detention too."""
    if actor.id is None:
        raise NotAllowed  # a named person looks at it
    if not coi.still_citable(data.sources):
        raise BadInput({"sources": _("Choose documents of the country information that is kept here.")})
    told = {"country": data.country, "danger": data.danger == "YES", "onward": data.onward == "YES", "reasons": data.reasons, "sources": list(data.sources)}
    DangerCheck.note(case, actor, specialist=bool(actor.roles & procedure.PROTECTORS), **told)
    found = (told["danger"] or told["onward"]) and data.country == selectors.of(case).country
    if not found or case.state in selectors.BEFORE_SERVICE:
        return case.state
    pausing.stop(case, Why.MUST, actor)
    return case.state if case.state in selectors.PAUSED else "postponed"


@procedure.FACTS.effect
def note_facts(case: CaseFile, data: inputs.NoteFacts, actor: Actor) -> None:
    """No earlier look at the danger holds; a decision that waits is looked at again."""
    NewFacts.note(case, actor, text=data.text or "–")
    call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "LOOK_AT_DANGER")


@procedure.RECEPTION.effect
def confirm_reception(case: CaseFile, data: inputs.ConfirmReception, actor: Actor) -> None:
    ChildReception.note(case, actor, **data.model_dump())


@procedure.RECOVERY.effect
def record_recovery(case: CaseFile, data: inputs.RecordRecovery, actor: Actor) -> None:
    days = selectors.limit("RECOVERY_LEAST", moment.today()) or 30
    if data.until < moment.today() + timedelta(days=days):
        raise BadInput({"until": _("At least %(days)s days from today.") % {"days": days}})
    Recovery.note(case, actor, until=data.until)


@procedure.COUNTRY.effect
def change_country(case: CaseFile, data: inputs.ChangeCountry, actor: Actor) -> None:
    """Everything that was looked at for another country was looked at for another country."""
    ReturnCase.objects.filter(pk=case.pk).update(country=data.country)
    call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "LOOK_AT_DANGER")


@procedure.ASSESS.effect
def assess(case: CaseFile, data: inputs.Assess, actor: Actor) -> None:
    told = {**data.model_dump(), "exception": data.exception or ""}
    IndividualAssessment.note(case, actor, **told)


@procedure.WISH.effect
def hear_wish(case: CaseFile, data: inputs.HearWish, actor: Actor) -> None:
    """Everything stops in this transaction. A wish that stands already, or an application that was refused, keeps nobody from being heard now."""
    assert case.subject is not None
    pausing.stop(case, Why.ASYLUM, actor, text=data.words)
    with seeing_all():
        known = registrations.wish_open(case.subject)
    if not known:
        registration.record_wish({"person_id": case.subject, "words": data.words}, actor=actor, key=uuid.uuid4())
    else:
        # The asylum authority has the person's case: it is asked to hear this, too.
        pausing.ask_asylum(case.subject)


@procedure.FREEZE.effect
def freeze(case: CaseFile, data: NoInput, actor: Actor) -> None:
    pausing.stop(case, Why.ASYLUM, None)


@procedure.SHIELD.effect
def shield(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _over(case, "Protection was granted", pausing.Why.ASYLUM)


def _over(case: CaseFile, reason: str, why: str) -> None:
    """Nothing of it goes on anywhere."""
    came_back = {"departed_at": None} if case.state == "departed" else {}
    ReturnCase.objects.filter(pk=case.pk).update(end_reason=reason, **came_back)
    for follow in pausing.when_stopped:
        follow(case, why)


@procedure.CHOOSE.effect
def choose_avrr(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The counsellors are called; of somebody detained or close to a removal with the safeguards of detention: independent, alone, looked at twice."""
    assert case.subject is not None
    close = case.state in selectors.ENFORCING or selectors.detained(case.subject)
    pausing.stop(case, Why.AVRR, actor)
    if voluntary.is_being_helped(case.subject):
        return
    try:
        avrr.open_enquiry({"source_case": case.pk, "detained": close, "asked": True}, actor=actor, key=uuid.uuid4())
    except Refused:
        # Whatever stands in the way of the counsellors, the return waits: somebody calls them.
        open_task(case, "CALL_COUNSELLORS")


@procedure.LODGE.effect
def lodge_remedy(case: CaseFile, data: inputs.LodgeRemedy, actor: Actor) -> str:
    """Suspensive where a rule says so, which the decision has written down; it stops everything else."""
    one = selectors.decision(case)
    if one is None or selectors.open_remedy(case):
        raise BadInput({"lodged_on": _("There is no decision to appeal against, or an appeal is open already.")})
    gone = case.state in selectors.GONE
    Remedy.objects.create(case=case, decision=one, lodged_on=data.lodged_on, suspensive=one.suspensive and not gone, reference=data.reference)
    if gone or not one.suspensive:
        return case.state
    pausing.stop(case, Why.REMEDY, actor)
    return "remedy_suspended"


@procedure.DECIDED.effect
def remedy_decided(case: CaseFile, data: inputs.RemedyDecided, actor: Actor) -> str:
    remedy = selectors.open_remedy(case)
    if remedy is None:
        raise BadInput({"outcome": _("No appeal is open.")})
    remedy.outcome, remedy.outcome_on, remedy.reference = data.outcome, data.on, data.reference
    remedy.save(update_fields=["outcome", "outcome_on", "reference"])
    if data.outcome is not Remedy.Outcome.ANNULLED:
        return case.state
    ReturnDecision.objects.filter(pk=remedy.decision_id).update(annulled_at=moment.now())
    ReturnDecision.objects.filter(pk=remedy.decision_id, ban_lifted_at=None).update(ban_lifted_at=moment.now(), ban_lifted_because="Annulled")
    if case.state in selectors.GONE:
        return case.state
    _over(case, f"Annulled: {data.reference}", Why.REMEDY)
    return "revoked"


@procedure.STAY.effect
def note_stay(case: CaseFile, data: inputs.NoteStay, actor: Actor) -> None:
    CourtStay.objects.create(case=case, court=data.court, reference=data.reference, ordered_on=data.ordered_on)
    pausing.stop(case, Why.COURT, actor)


@procedure.END_STAY.effect
def end_stay(case: CaseFile, data: inputs.EndStay, actor: Actor) -> None:
    """One stay ends by the word of its own court; another one goes on."""
    found = CourtStay.objects.filter(case=case, pk=data.stay, ended_on=None, ordered_on__lte=data.ended_on)
    if not found.update(ended_on=data.ended_on, ended_reference=data.reference):
        raise BadInput({"stay": _("Choose a stay that holds, and a day not before it was ordered.")})


@procedure.POSTPONE.effect
def postpone(case: CaseFile, data: inputs.Postpone, actor: Actor) -> None:
    pausing.stop(case, Why.MUST if data.must == "YES" else Why.MAY, actor, text=data.reason, until=data.until, confirmed=data.confirmed)


@procedure.END_POSTPONEMENT.effect
def end_postponement(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    """By a protection officer; what else stands in the way stands."""
    Pause.objects.filter(case=case, why=Why.MUST, lifted_at=None).update(lifted_at=moment.now())


@procedure.ABSENT.effect
def note_absent(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    pausing.stop(case, Why.ABSENT, actor, text=data.reason)


@procedure.RESUME.effect
def resume(case: CaseFile, data: inputs.Because, actor: Actor) -> str:
    return pausing.lift_all(case)


@procedure.LEFT.effect
def note_departed(case: CaseFile, data: inputs.NoteDeparted, actor: Actor) -> None:
    ReturnCase.objects.filter(pk=case.pk).update(end_reason=f"{data.on}: {data.shown_by}", departed_at=moment.now())
    for follow in pausing.when_stopped:
        follow(case, Why.AVRR)


@procedure.BAN.effect
def lift_ban(case: CaseFile, data: inputs.LiftBan, actor: Actor) -> None:
    """In the person's favour alone: a ban is never made longer by it."""
    one = selectors.decision(case)
    if one is None or data.months >= one.ban_months:
        raise BadInput({"months": _("A ban can only be made shorter, or lifted.")})
    one.ban_lifted_because = data.reason[:200]
    if data.months:
        one.ban_months = data.months
    else:
        one.ban_lifted_at = moment.now()
    one.save(update_fields=["ban_months", "ban_lifted_at", "ban_lifted_because"])


@procedure.REVOKE.effect
def revoke(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    ReturnDecision.objects.filter(case=case, annulled_at=None).update(annulled_at=moment.now())
    _over(case, data.reason, Why.MUST)


@procedure.GRANT.effect
def grant_stay(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    _over(case, data.reason, Why.MUST)


@procedure.CLOSE.effect
def close(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    ReturnCase.objects.filter(pk=case.pk).update(end_reason=data.reason)
    end_task(case, "TAKE_UP_AGAIN")
