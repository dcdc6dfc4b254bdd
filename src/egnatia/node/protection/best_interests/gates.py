"""Safeguards of the best interests procedure, and the one that every act on a child asks (FR-10, FR-11)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as needs
from egnatia.node.protection.best_interests import inputs, selectors
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import Outcome

BIP = "UNHCR Best Interests Procedure Guidelines 2021; CRC art. 3, 12"


def may_be_acted_on(person: Person, today: date) -> GateResult:
    """For steps of other rooms that may go against a child. With its family: a full assessment that holds found nothing against it. Alone: a panel has found
    the return best, and that still holds; to which state, a return itself compares."""
    if not needs.treated_as_child(person):
        return PASS
    if needs.treated_as_alone(person):
        outcome = selectors.determined(person.pk, today)
        if outcome is None:
            return unknown(_("An unaccompanied child: a best interests determination is needed first."))
        return PASS if outcome is Outcome.RETURN else fail(_("A panel found that something else is best for this child."))
    if selectors.permitted(person.pk, today):
        return PASS
    return unknown(_("A child: child protection first assesses fully whether this is against its best interests."))


def was_assessed(person: UUID) -> GateResult:
    """Somebody of child protection has heard the child and written down what is best."""
    return PASS if selectors.assessed(person) else unknown(_("A child: its best interests are assessed first."))


@gate("G-GUARDIAN", _("Somebody stands beside the child"), source=f"{BIP}; FR-10")
def somebody_beside(case: CaseFile, data: inputs.Assess | None, today: date) -> GateResult:
    """A short assessment in the first hours does not wait for the guardian; a full one does."""
    if data is not None and data.kind == "SHORT":
        return PASS
    return (
        PASS
        if case.subject and guardian_of(case.subject)
        else fail(_("Nobody stands beside this child: ask for a guardian first. In an emergency make a short assessment."))
    )


@gate("G-GUARDIAN", _("Somebody stands beside the child"), source=f"{BIP}; FR-10")
def guardian_first(case: CaseFile, data: object, today: date) -> GateResult:
    return PASS if case.subject and guardian_of(case.subject) else fail(_("Name a guardian first: nothing lasting is decided about a child alone."))


@gate("G-BIA", _("Fully assessed before a determination"), source=BIP)
def fully_assessed(case: CaseFile, data: object, today: date) -> GateResult:
    return PASS if selectors.assessed_fully(case) else fail(_("First make a full assessment: a panel decides on what is known."))


@gate("G-PANEL", _("A panel of several organisations"), source=f"{BIP}: three members at least, of several agencies")
def panel_is_complete(case: CaseFile, data: object, today: date) -> GateResult:
    found = selectors.members(selectors.current(case))
    several = {one.organisation.casefold() for one in found}
    if len(found) >= selectors.MEMBERS and len(several) >= selectors.ORGANISATIONS and any(one.chairs for one in found):
        return PASS
    return fail(_("The panel needs at least three members of two organisations, one of whom chairs; each has signed."))


@gate("G-SITS", _("The panel has sat"), source=BIP)
def panel_has_sat(case: CaseFile, data: object, today: date) -> GateResult:
    one = selectors.current(case)
    if one is not None and one.sits_at is not None and one.sits_at <= moment.now():
        return PASS
    return fail(_("First call the panel; what it decides is recorded after it has sat."))


@gate("G-NOCHILD", _("No child any more, or assessed"), source=BIP)
def not_left_alone(case: CaseFile, data: object, today: date) -> GateResult:
    """What was asked for ends unassessed only for somebody who is no child."""
    if case.state != "open" or not needs.treated_as_child(selectors.process_of(case).person):
        return PASS
    return fail(_("This child waits for an assessment: make it first."))


@gate("G-4EYES", _("Another one than who wrote the report"), source=f"{BIP}; FR-07, FR-09")
def not_by_the_reporter(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or actor.id in {one.by for one in selectors.reports(selectors.current(case))}
    return fail(_("You wrote the report: a colleague records what the panel decided.")) if mine else PASS
