"""Safeguards of registration and lodging. None stands before a wish for asylum; each keeps a person from a step that would harm them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, ClockRow, Event
from egnatia.node.information.gates import told
from egnatia.node.information.items import Step
from egnatia.node.registration import inputs, selectors
from egnatia.node.registration.models import Appointment, IssuedDocument

WINDOWS = ("LODGE_BY", "SELF_LODGE_WINDOW")


@gate("G-GUARDIAN", _("A child alone has a guardian"), source="Reg. (EU) 2024/1348 art. 23; CRC art. 20; FR-10")
def child_has_guardian(case: CaseFile, data: object, today: date) -> GateResult:
    """The wish itself never waits for it."""
    if not selectors.is_child_alone(case) or selectors.guardian_of(case):
        return PASS
    return fail(_("A child alone: name the temporary guardian first. The child's wish stands already."))


@gate("G-INFO", _("Information given"), source="Reg. (EU) 2024/1348 art. 8; Directive (EU) 2024/1346 art. 5; FR-31")
def information_given(case: CaseFile, data: object, today: date) -> GateResult:
    """Nobody loses an application by duties that they were never told of."""
    return told(case, Step.ASYLUM)


@gate("G-WINDOW", _("The time to lodge is over"), source="Reg. (EU) 2024/1348 art. 41; FR-35")
def time_to_lodge_is_over(case: CaseFile, data: object, today: date) -> GateResult:
    """Nothing lapses while the person may still lodge."""
    if not ClockRow.objects.filter(case=case, code__in=WINDOWS).exists():
        return fail(_("No time limit to lodge runs in this country: an application does not lapse."))
    if Appointment.objects.filter(case=case, at__gt=moment.now()).exists():
        return fail(_("The person has an appointment to lodge."))
    if ClockRow.objects.filter(case=case, code__in=WINDOWS, state=ClockRow.State.OPEN).exists():
        return fail(_("The person may still lodge."))
    late = ClockRow.objects.filter(case=case, code="LODGE_BY", rule__binds="AUTHORITY").exists()
    if late and not ClockRow.objects.filter(case=case, code="SELF_LODGE_WINDOW").exists():
        return fail(_("The authority was late, not the person: take the application."))
    return PASS


@gate("G-4EYES", _("A second officer notes the lapse"), source="FR-09, FR-35: adverse outcomes name a second person")
def second_officer_lapses(case: CaseFile, data: object, today: date) -> GateResult:
    proposed = selectors.proposed_lapse(case)
    if proposed is None:
        return fail(_("First a colleague records what was done to reach the person."))
    actor = current_actor()
    mine = actor is not None and proposed.proposed_by == actor.id
    return fail(_("You recorded this: a colleague must decide.")) if mine else PASS


@gate("G-4EYES", _("Another officer than the one who lodged"), source="FR-09: adverse outcomes name a second person")
def second_officer_notes_end(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is not None and Event.objects.filter(case=case, action__in=("lodge", "register_and_lodge"), actor_id=actor.id).exists()
    return fail(_("You recorded the lodging: a colleague must note the end.")) if mine else PASS


@gate("G-4EYES", _("A second officer ends protection"), source="FR-09: adverse outcomes name a second person")
def second_officer_ends(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is not None and Event.objects.filter(case=case, action="register_temporary", actor_id=actor.id).exists()
    return fail(_("You registered this protection: a colleague must end it.")) if mine else PASS


@gate("G-PROOF", _("The person carries a proof of the wish"), source="1951 Convention art. 33; overlay note on LFIP art. 69", extra=True)
def carries_proof(case: CaseFile, data: inputs.SendOn | None, today: date) -> GateResult:
    """Nobody is sent across the country without a paper that keeps them from being returned on the way."""
    return PASS if data is None or data.proof_given else fail(_("Give the person a paper that proves the wish for asylum before you send them on."))


@gate("G-CERTIFICATE", _("The certificate was issued"), source="Directive (EU) 2024/1346 art. 6; overlay", extra=True)
def certificate_issued(case: CaseFile, data: object, today: date) -> GateResult:
    return (
        PASS
        if IssuedDocument.objects.filter(case=case, kind="CERTIFICATE").exists()
        else fail(_("Issue the certificate first: it gives the person the status."))
    )


# What rooms above know of an examination that runs here.
still_examined: list[Callable[[CaseFile], bool]] = []


@gate("G-EXAMINED", _("No examination runs here"), source="Reg. (EU) 2024/1348 art. 36, 67; FR-23")
def nothing_is_examined(case: CaseFile, data: object, today: date) -> GateResult:
    """Where the examination is kept here, its own end ends the registration: nobody ends it beside."""
    return fail(_("The application is under examination here: its end is noted there.")) if any(one(case) for one in still_examined) else PASS
