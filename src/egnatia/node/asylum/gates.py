"""Safeguards of the examination: each reads like its rule; unknown blocks. None stands before an appeal, a wish, or the regular route."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.clocks.rules import NoRule, due, listed, rule_in_force
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, ListRow
from egnatia.node.asylum import inputs, selectors
from egnatia.node.asylum.decision import selectors as decisions
from egnatia.node.asylum.decision.gates import UNKNOWN
from egnatia.node.asylum.models import Connection, Ground, Ground38, Kind, Route
from egnatia.node.information.gates import told
from egnatia.node.information.items import Step
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests.gates import was_assessed
from egnatia.node.protection.guardians.selectors import guardian_of

# Of a child alone (art. 42(3)); the border procedure for it only by danger (art. 44).
_ALONE = {Ground.C, Ground.E, Ground.F, Ground.G, Ground.J}


def _away(data: inputs.ChooseRoute | None) -> bool:
    return data is not None and data.route is not Route.REGULAR


def allowed_alone(route: str) -> set[Ground]:
    """Grounds that open a route to a child alone."""
    return {Ground.F} if route == Route.BORDER else _ALONE


@gate("G-INFO", _("Information given"), source="Reg. (EU) 2024/1348 art. 8; FR-31")
def information_given(case: CaseFile, data: object, today: date) -> GateResult:
    one = selectors.application_of(case)
    if (isinstance(data, inputs.ChooseRoute) and not _away(data)) or one.kind == Kind.REVIEW:
        return PASS
    return told(one.registration, Step.ASYLUM)


@gate("G-NEED", _("No special need that the route cannot meet"), source="Reg. (EU) 2024/1348 art. 21(2); FR-36")
def no_need_off_the_regular_route(case: CaseFile, data: object, today: date) -> GateResult:
    """Asked when a route is chosen, and again when it is decided in one. The text names no need: the whole unit reads it."""
    away = _away(data) if isinstance(data, inputs.ChooseRoute) else data is not None and selectors.application_of(case).route != Route.REGULAR
    if not away or not protection.identified(selectors.application_of(case).person_id):
        return PASS
    return fail(_("A special need was identified: only the regular route can meet it."))


@gate("G-LAW", _("A verified rule of national law opens the route"), source="ARCHITECTURE: no accelerated ground without a verified national row; FR-13")
def route_has_national_law(case: CaseFile, data: inputs.ChooseRoute | None, today: date) -> GateResult:
    if data is None or not _away(data):
        return PASS
    try:
        rule_in_force("DECIDE_BORDER" if data.route is Route.BORDER else "DECIDE_ACCEL", selectors.since_when(case, data.route))
    except NoRule:
        return fail(_("No verified rule of national law opens this route: the regular one holds."))
    return PASS


@gate("G-LIST", _("Every ground is on a list of national law in force"), source="Reg. (EU) 2024/1348 art. 42, 61 to 64; Reg. (EU) 2026/464")
def grounds_are_listed(case: CaseFile, data: inputs.ChooseRoute | None, today: date) -> GateResult:
    """The letter itself; for a safe origin or a low rate also the nationality. The EU's own lists are shown and open nothing here."""
    if data is None or not _away(data):
        return PASS
    missing = [one.value.lower() for one in data.grounds if not listed(ListRow.Name.ACCELERATED, one, today)]
    if missing:
        return fail(_("No verified list of national law names ground %(letters)s.") % {"letters": ", ".join(missing)})
    if Ground.G in data.grounds and selectors.application_of(case).kind != Kind.SUBSEQUENT:
        return fail(_("Ground g is of subsequent applications alone."))
    country = selectors.application_of(case).person.citizenship
    for ground, name in ((Ground.E, ListRow.Name.SAFE_ORIGIN), (Ground.J, ListRow.Name.LOW_RATE)):
        if ground in data.grounds and not listed(name, country, today):
            return fail(_("%(country)s is on no verified national list for this ground.") % {"country": countries.name(country)})
    return PASS


@gate("G-LIST", _("On a list of national law in force"), source="Reg. (EU) 2024/1348 art. 38, 58, 59; Reg. (EU) 2026/463")
def admissibility_is_listed(case: CaseFile, data: inputs.ExamineAdmissibility | None, today: date) -> GateResult:
    if data is None:
        return PASS
    if not listed(ListRow.Name.INADMISSIBLE, data.ground, today):
        return fail(_("No verified list of national law names this ground: the application is admissible."))
    if data.ground is Ground38.SAFE_THIRD and not listed(ListRow.Name.SAFE_THIRD, data.country or "", today):
        return fail(_("%(country)s is on no verified national list of safe third countries.") % {"country": countries.name(data.country or "")})
    one = selectors.application_of(case)
    if data.ground is Ground38.SUBSEQUENT and (one.kind != Kind.SUBSEQUENT or one.new_elements is not False):
        return fail(_("Only of a subsequent application in which nothing new was found: look at its elements first."))
    return PASS


@gate("G-CHILD", _("A child alone: few grounds only"), source="Reg. (EU) 2024/1348 art. 42(3), 44; CRC art. 3; FR-10")
def child_alone_by_few_grounds(case: CaseFile, data: inputs.ChooseRoute | None, today: date) -> GateResult:
    person = selectors.application_of(case).person
    if data is None or not _away(data) or not protection.treated_as_child_alone(person):
        return PASS
    return PASS if set(data.grounds) <= allowed_alone(data.route) else fail(_("A child alone: these grounds open no such route."))


@gate("G-CHILD", _("A child: its best interests, and never by an agreement alone"), source="Reg. (EU) 2024/1348 art. 59; Reg. (EU) 2026/463; CRC art. 3")
def child_and_another_country(case: CaseFile, data: inputs.ExamineAdmissibility | None, today: date) -> GateResult:
    person = selectors.application_of(case).person
    if data is None or not protection.treated_as_child(person):
        return PASS
    if data.connection is Connection.AGREEMENT and protection.treated_as_child_alone(person):
        return fail(_("A child alone is never sent to another country by an agreement: the claim is examined here."))
    return was_assessed(person.pk) if data.country else PASS


@gate("G-GUARDIAN", _("A child alone has a guardian"), source="Reg. (EU) 2024/1348 art. 13, 23; FR-10")
def child_has_guardian(case: CaseFile, data: object, today: date) -> GateResult:
    person = selectors.application_of(case).person
    if not protection.treated_as_child_alone(person) or guardian_of(person.pk):
        return PASS
    return fail(_("A child alone: the guardian first."))


@gate("G-LAW", _("A verified rule of national law lets it wait"), source="Reg. (EU) 2024/1348 art. 35(7); ARCHITECTURE: restrictions by verified national rows")
def waiting_has_national_law(case: CaseFile, data: object, today: date) -> GateResult:
    lodged = selectors.lodged_at(case)
    try:
        rule_in_force("UNCERTAIN_ORIGIN_REVIEW", moment.today())
        latest = due(rule_in_force("DECIDE_ABS_MAX", moment.today()), lodged)
    except NoRule:
        return fail(_("No verified rule of national law lets an application wait for an uncertain situation."))
    return PASS if latest > moment.now() else fail(_("The longest time that the law gives is over: the application is decided now."))


@gate("G-KIND", _("An application, not a status under review"), source="Reg. (EU) 2024/1348 art. 65, 66")
def is_an_application(case: CaseFile, data: object, today: date) -> GateResult:
    return PASS if selectors.is_application(case) else fail(_("A status is under review here: it stays, or is withdrawn by a decision."))


@gate("G-UNDERSTOOD", _("Withdrawn in a language that is understood"), source="Reg. (EU) 2024/1348 art. 8, 40")
def withdrawn_in_a_language(case: CaseFile, data: inputs.Withdraw | None, today: date) -> GateResult:
    known = data is not None and data.language not in UNKNOWN and data.language == selectors.application_of(case).person.language
    if data is None or data.interpreter_present or known:
        return PASS
    return fail(_("Only in the applicant's language or through an interpreter: what was not understood is no withdrawal."))


@gate("G-STATUS", _("A status stands that can be reviewed"), source="Reg. (EU) 2024/1347 art. 14, 19; Reg. (EU) 2024/1348 art. 65, 66")
def status_stands(case: CaseFile, data: inputs.OpenReview | None, today: date) -> GateResult:
    if data is None:
        return PASS
    given = CaseFile.objects.filter(pk=data.application, procedure="asylum").first()
    if given is None or decisions.granted(given) is None:
        return fail(_("No status was given in this case, or it ended already."))
    return fail(_("It is under review already.")) if selectors.under_review(given) else PASS
