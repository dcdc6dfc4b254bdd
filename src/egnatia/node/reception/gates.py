"""Safeguards of reception: who sleeps where, and what no sanction touches."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.reception import inputs, selectors
from egnatia.node.reception.models import Limit, Reception, Room


def _room(data: inputs.Allocate) -> Room | None:
    with seeing_all():
        return Room.objects.filter(pk=data.room, closed=False).first()


@gate("G-FITS", _("The room fits the person"), source="Directive (EU) 2024/1346 art. 20, 24, 26, 27; CRC art. 3")
def room_fits(case: CaseFile, data: inputs.Allocate | None, today: date) -> GateResult:
    """A child alone never among adults, women never among men; without steps where a need says so. The text names no need."""
    room = _room(data) if data is not None else None
    if room is None:
        return PASS
    person = Reception.objects.select_related("person").get(pk=case.pk).person
    if room.kind not in selectors.kinds_for(person, apart=bool(data and data.why_apart)):
        return fail(_("This room is for others: choose one that fits."))
    if selectors.needs_step_free(person.pk) and not room.step_free:
        return fail(_("The special needs check asks for an adapted room: choose one without steps."))
    return PASS


@gate("G-FAMILY", _("A family stays together"), source="Directive (EU) 2024/1346 art. 14; FR-12")
def family_together(case: CaseFile, data: inputs.Allocate | None, today: date) -> GateResult:
    if data is None or data.why_apart:
        return PASS
    lives = selectors.family_lives_in(Reception.objects.select_related("person").get(pk=case.pk).person)
    return PASS if not lives or data.room in lives else fail(_("The family lives in another room: keep them together, or write why it is better for them."))


@gate(
    "G-LAW", _("A verified rule of national law allows limits"), source="Directive (EU) 2024/1346 art. 23; ARCHITECTURE: restrictions by verified national rows"
)
def limits_have_national_law(case: CaseFile, data: object, today: date) -> GateResult:
    try:
        allowed = bool(rule_in_force("RECEPTION_LIMITS", today).value)
    except NoRule:
        allowed = False
    return PASS if allowed else fail(_("No verified rule of national law allows a limit."))


@gate("G-MINIMUM", _("Never a child's needs, never a special need"), source="Directive (EU) 2024/1346 art. 23; CRC art. 3, 27; FR-51")
def minimum_is_untouched(case: CaseFile, data: inputs.ProposeLimit | inputs.DecideLimit | None, today: date) -> GateResult:
    """Of a child nothing is limited; of somebody with an identified need no room is changed for it and no money taken. Asked when it is proposed, and
    again when it is decided: somebody may have learned more since. A refusal is always open."""
    if data is None or (isinstance(data, inputs.DecideLimit) and not data.impose):
        return PASS
    standing = selectors.open_limit(case)
    limit = data.limit if isinstance(data, inputs.ProposeLimit) else standing.limit if standing else ""
    return may_be_limited(Reception.objects.select_related("person").get(pk=case.pk).person, limit)


def may_be_limited(person: Person, limit: str) -> GateResult:
    if limit in {"", Limit.WARNING}:
        return PASS
    if protection.treated_as_child(person):
        return fail(_("A child: a warning and a talk with who cares for it, nothing else."))
    if protection.identified(person.pk) and limit in {Limit.POCKET, Limit.MOVED}:
        return fail(_("This would touch what this person needs: choose something milder."))
    return PASS


@gate("G-4EYES", _("A second officer decides"), source="Directive (EU) 2024/1346 art. 23; FR-09")
def decided_by_another(case: CaseFile, data: object, today: date) -> GateResult:
    actor, one = current_actor(), selectors.open_limit(case)
    mine = one is not None and (actor is None or actor.id is None or one.proposed_by == actor.id)
    return fail(_("You proposed this limit: a colleague must decide.")) if mine else PASS
