"""The effects of an operation. Whatever touches somebody is that person's own return's step, taken one by one through its own door."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.exchange import outbox
from egnatia.exchange.tasks import soon
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import seats
from egnatia.kernel.engine.refusals import BadInput, GateClosed
from egnatia.kernel.engine.spec import Gate, GateResult, NoInput
from egnatia.kernel.models import CaseFile, Unit, User
from egnatia.node.returns import actions as returns
from egnatia.node.returns.detention import actions as detention
from egnatia.node.returns.inputs import NoteReceipt
from egnatia.node.returns.models import MODE_OF, Call, Carriage, Coercion, Escort, GuidelineAnswer, Off, Operation, Pause, Returnee, Status
from egnatia.node.returns.operations import inputs, procedure, selectors
from egnatia.node.returns.operations.guidelines import GUIDELINES
from egnatia.node.returns.readmission import actions as readmission
from egnatia.node.returns.removal import actions as removal

# Why a pause takes somebody off a list.
_OFF = {
    Pause.Why.ASYLUM: Off.ASYLUM,
    Pause.Why.REMEDY: Off.COURT,
    Pause.Why.COURT: Off.COURT,
    Pause.Why.AVRR: Off.VOLUNTARY,
    Pause.Why.ABSENT: Off.ABSENT,
    Pause.Why.MUST: Off.SAFEGUARD,
    Pause.Why.MAY: Off.OTHER,
    Pause.Why.ATTEMPT: Off.OTHER,
}
# Reasons that are an attempt that failed once boarding has begun.
_ATTEMPTS = {
    Off.REFUSED: Pause.Attempt.CARRIER,
    Off.RESISTANCE: Pause.Attempt.RESISTANCE,
    Off.MEDICAL: Pause.Attempt.MEDICAL,
    Off.DOCUMENT: Pause.Attempt.DOCUMENT,
    Off.COURT: Pause.Attempt.COURT,
    Off.ABSENT: Pause.Attempt.ABSENT,
}


@procedure.PLAN.effect
def plan(case: CaseFile, data: inputs.Plan, actor: Actor) -> None:
    Operation.objects.create(case=case, **data.model_dump())


@procedure.CALL.effect
def call_seats(case: CaseFile, data: inputs.CallSeats, actor: Actor) -> None:
    """A band, a quarter, a part of the world: the hub could not tell more if it wanted to."""
    one = selectors.of(case)
    reference = one.reference or uuid.uuid4()
    day = timezone.localtime(one.departs_at)
    call = seats.Call(reference, data.region, f"{day.year}-Q{(day.month + 2) // 3}", seats.band_of(data.wanted), open=True)
    Operation.objects.filter(pk=case.pk).update(reference=reference, called={**call.told(), "open": False})
    outbox.queue({"type": "seats_call", "body": call.told()})
    soon()


def _end_call(one: Operation) -> None:
    if one.called:
        outbox.queue({"type": "seats_call", "body": one.called})
        soon()


@procedure.OFFER.action("offer").effect
def offer_seats(case: CaseFile, data: inputs.OfferSeats, actor: Actor) -> None:
    if not Call.objects.filter(pk=data.reference, open=True).exclude(country=settings.EGNATIA_COUNTRY).exists():
        raise BadInput({"": _("There is no such call, or it has ended.")})
    outbox.queue({"type": "seats_offer", "body": seats.Offer(data.reference, seats.band_of(data.offered)).told()})
    soon()


@procedure.CONFIRM.effect
def confirm(case: CaseFile, data: inputs.Confirm, actor: Actor) -> None:
    Operation.objects.filter(pk=case.pk).update(authorised=data.authorised)


@procedure.OPEN.effect
def open_manifest(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _end_call(selectors.of(case))


@procedure.ADD.effect
def add_returnee(case: CaseFile, data: inputs.AddReturnee, actor: Actor) -> None:
    """One person at a time; that person's return is asked when the list is locked, and again on the day."""
    if str(data.return_case) not in {key for key, _label in selectors.returns_to_book(case)}:
        raise BadInput({"return_case": _("No removal to this country is ordered there, or the person is on another list.")})
    # Two lists at once wait for each other at the person's own case.
    person = CaseFile.objects.select_for_update().get(pk=data.return_case).subject
    if selectors.row_of_return(data.return_case):
        raise BadInput({"return_case": _("No removal to this country is ordered there, or the person is on another list.")})
    assert person is not None
    Returnee.objects.create(case=case, return_case=data.return_case, person_id=person, booked_at=moment.now(), changed_at=moment.now())


def _row(case: CaseFile, key: uuid.UUID, *status: str) -> Returnee:
    found = next((one for one in selectors.rows(case, *status) if one.pk == key), None)
    if found is None:
        raise BadInput({"row": _("This person is not on the list, or not at this stage.")})
    return found


@procedure.RISK.effect
def assess_risk(case: CaseFile, data: inputs.AssessRisk, actor: Actor) -> None:
    one = _row(case, data.row, Status.BOOKED)
    one.risk, one.risk_reasons, one.escorts = data.risk, data.reasons, data.escorts
    one.save()


@procedure.ESCORT.effect
def add_escort(case: CaseFile, data: inputs.AddEscort, actor: Actor) -> None:
    if data.username and not User.objects.filter(username=data.username).exists():
        raise BadInput({"username": _("There is no such account: leave it empty if the person has none.")})
    Escort.objects.create(case=case, **{**data.model_dump(), "woman": data.woman == "YES"})


@procedure.TELL.effect
def tell_monitor(case: CaseFile, data: NoInput, actor: Actor) -> None:
    from egnatia.node.returns.monitoring import actions as monitoring

    one = selectors.of(case)
    if not Unit.objects.filter(kind=Unit.Kind.MONITOR).exists():
        raise BadInput({"": _("No independent monitor is set up here: tell an administrator. Nobody departs without one.")})
    key = monitoring.told_of(case, one, len(selectors.rows(case, Status.BOOKED)), selectors.any_children(case), actor)
    Operation.objects.filter(pk=case.pk).update(monitor_told_at=moment.now(), monitoring=key)


@procedure.GUIDELINE.effect
def answer_guideline(case: CaseFile, data: inputs.AnswerGuideline, actor: Actor) -> None:
    told = {"guideline": data.guideline, "met": data.met == "YES", "note": data.note}
    GuidelineAnswer.objects.create(case=case, **told, by_name=actor.name, at=moment.now())


@procedure.ALL.effect
def answer_rest(case: CaseFile, data: inputs.AnswerAll, actor: Actor) -> None:
    given = selectors.answers(case)
    known = {"met": True, "by_name": actor.name, "at": moment.now()}
    GuidelineAnswer.objects.bulk_create(GuidelineAnswer(case=case, guideline=number, **known) for number in GUIDELINES if number not in given)


@procedure.LOCK.effect
def lock_manifest(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Each person's own safeguards answer; one no keeps the whole list open, and says whose and why."""
    one = selectors.of(case)
    on_it = {"day": selectors.day_is(one), "mode": MODE_OF[Carriage(one.carriage)], "operation": case.pk}
    closed: list[tuple[Gate, GateResult]] = []
    for row in selectors.rows(case, Status.BOOKED):
        try:
            removal.lock(on_it, actor=actor, key=uuid.uuid4(), case_id=row.return_case)
        except GateClosed as refused:
            closed += _named(selectors.number_of(row.return_case), refused)
    if closed:
        raise GateClosed(closed)
    Operation.objects.filter(pk=case.pk).update(locked_at=moment.now())


def _named(number: str, refused: GateClosed) -> list[tuple[Gate, GateResult]]:
    return [(gate, GateResult(answer.outcome, f"{number}: {answer.why}")) for gate, answer in refused.closed]


@procedure.UNLOCK.effect
def unlock_manifest(case: CaseFile, data: NoInput, actor: Actor) -> None:
    for row in selectors.rows(case, Status.BOOKED):
        removal.unlock({}, actor=actor, key=uuid.uuid4(), case_id=row.return_case)
    Operation.objects.filter(pk=case.pk).update(locked_at=None)


@procedure.BOARDING.effect
def begin_boarding(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; each person boards alone."""


@procedure.BOARD.effect
def board(case: CaseFile, data: inputs.OneRow, actor: Actor) -> None:
    """The day-of-departure check of this person: their own safeguards, now."""
    one, row = selectors.of(case), _row(case, data.row, Status.BOOKED)
    try:
        told = {"day": moment.today(), "mode": MODE_OF[Carriage(one.carriage)], "operation": case.pk}
        removal.depart(told, actor=actor, key=uuid.uuid4(), case_id=row.return_case)
    except GateClosed as refused:
        raise GateClosed(_named(selectors.number_of(row.return_case), refused)) from None
    _mark(row, Status.BOARDED)


def _mark(row: Returnee, status: Status, off: str = "") -> None:
    row.status, row.off, row.changed_at = status, off, moment.now()
    row.save(update_fields=["status", "off", "changed_at"])


@procedure.WISH.effect
def hear_wish(case: CaseFile, data: inputs.WishOnTheWay, actor: Actor) -> None:
    """The return stops; being taken off the list follows from that, in the same transaction."""
    row = _row(case, data.row, Status.BOOKED, Status.BOARDED)
    returns.hear_wish({"words": data.words}, actor=actor, key=uuid.uuid4(), case_id=row.return_case)


@procedure.OFF.effect
def take_off(case: CaseFile, data: inputs.TakeOff, actor: Actor) -> None:
    row = _row(case, data.row, Status.BOOKED, Status.BOARDED)
    was = row.status
    _mark(row, Status.REMOVED, data.off)
    _note(case, data.off)
    _leave(case, row, was, data, actor)


def _leave(case: CaseFile, row: Returnee, was: str, data: inputs.TakeOff, actor: Actor) -> None:
    """What becomes of the person's own return: an attempt that failed, or the order stands and everything is asked again."""
    attempt = {"attempt": _ATTEMPTS.get(data.off, Pause.Attempt.CARRIER), "text": data.text}
    known: dict[str, Any] = {"actor": actor, "key": uuid.uuid4(), "case_id": row.return_case}
    if was == Status.BOARDED:
        removal.come_back(attempt, **known)
    elif case.state == "boarding" and data.off in _ATTEMPTS:
        removal.fail(attempt, **known)
    elif case.state in {"manifest_locked", "boarding"}:
        removal.unlock({}, **known)


@procedure.BACK.effect
def bring_back(case: CaseFile, data: inputs.TakeOff, actor: Actor) -> None:
    row = _row(case, data.row, Status.BOARDED)
    _mark(row, Status.RETURNED_BACK, data.off)
    _note(case, data.off)
    attempt = {"attempt": _ATTEMPTS.get(data.off, Pause.Attempt.STATE), "text": data.text}
    removal.come_back(attempt, actor=actor, key=uuid.uuid4(), case_id=row.return_case)


@procedure.START.effect
def depart(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Everybody on board is asked for once more: what came since they boarded counts. One no, and nobody leaves before that person is off."""
    one, closed = selectors.of(case), []
    for row in selectors.rows(case, Status.BOARDED):
        told = {"day": moment.today(), "mode": MODE_OF[Carriage(one.carriage)], "operation": case.pk}
        try:
            removal.leave(told, actor=actor, key=uuid.uuid4(), case_id=row.return_case)
        except GateClosed as refused:
            closed += _named(selectors.number_of(row.return_case), refused)
    if closed:
        raise GateClosed(closed)
    Operation.objects.filter(pk=case.pk).update(departed_at=moment.now())


@procedure.FORCE.effect
def note_force(case: CaseFile, data: inputs.NoteForce, actor: Actor) -> None:
    row = _row(case, data.row)
    told = {"force": data.force, "reason": data.reason, "at": data.at, "minutes": data.minutes, "officer": data.officer}
    seen = {"medical_after": data.medical_after == "YES", "monitor_present": data.monitor_present == "YES"}
    Coercion(case=case, person_id=row.person_id, returnee=row, **told, **seen, noted_at=moment.now()).save(force_insert=True)


@procedure.ARRIVE.effect
def arrive(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Operation.objects.filter(pk=case.pk).update(arrived_at=moment.now())


@procedure.HAND_OVER.effect
def hand_over(case: CaseFile, data: inputs.HandOverOne, actor: Actor) -> None:
    row = _row(case, data.row, Status.BOARDED)
    if not data.restraints_off:
        raise BadInput({"restraints_off": _("Take every restraint off first: the hand-over is calm and free.")})
    removal.hand_over(NoteReceipt(received_by=data.received_by, on=moment.today()), actor=actor, key=uuid.uuid4(), case_id=row.return_case)
    row.belongings = data.belongings == "YES"
    row.save(update_fields=["belongings"])
    _mark(row, Status.HANDED_OVER)
    handed = CaseFile.objects.get(pk=row.return_case)
    readmission.when_handed_over(handed, actor)
    detention.when_handed_over(handed, actor)


@procedure.DONE.effect
def finish(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.DEBRIEF.effect
def debrief(case: CaseFile, data: inputs.Debrief, actor: Actor) -> None:
    one = selectors.of(case)
    one.debrief = data.text
    one.save(update_fields=["debrief"])


@procedure.CLOSE.effect
def close(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    """Everybody is taken off; each person's order stands, and everything is asked again."""
    _end_call(selectors.of(case))
    for row in selectors.rows(case, Status.BOOKED, Status.BOARDED):
        was = row.status
        _mark(row, Status.REMOVED, Off.OTHER)
        _leave(case, row, was, inputs.TakeOff(row=row.pk, off=Off.OTHER, text=data.reason), actor)


def _note(case: CaseFile, off: str) -> None:
    from egnatia.node.returns.monitoring import actions as monitoring

    monitoring.note(case.pk, off)


def when_a_return_stops(case: CaseFile, why: str) -> None:
    """Off the list at once, with the reason; the monitor learns that somebody was, not who."""
    with seeing_all():
        row = selectors.row_of_return(case.pk)
        if row is None:
            return
        on_the_way = row.status == Status.BOARDED and row.case.state in {"under_way", "arrived"}
        off = _OFF.get(Pause.Why(why), Off.OTHER)
        _mark(row, Status.RETURNED_BACK if on_the_way else Status.REMOVED, off)
        _note(row.case, off)
