"""A return on its page: what stands in its way first, then what was looked at, then the decision and what follows from it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.coi import selectors as coi
from egnatia.node.people import selectors as people
from egnatia.node.protection.selectors import KNOWS
from egnatia.node.returns import gates, selectors
from egnatia.node.returns.models import CourtStay, JourneyDocument, NewFacts, Pause, Remedy, ReturnDecision


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    found = [*_mechanism(), *_in_the_way(case), _stay(case), _looked(case, actor), *_decisions(case, actor), _papers(case)]
    return [one for one in found if one.rows] + people.sections(actor, selectors.of(case).person)


def _mechanism() -> list[Section]:
    if gates.takes_part(moment.today()):
        return []
    return [Section(_("Not in this country"), [Row(_("Mechanism of return"), _("This country takes no part in the regional return mechanism."), "warn")])]


def _in_the_way(case: CaseFile) -> list[Section]:
    """Why nothing goes on, before anything else on the page."""
    rows = []
    if case.subject and case.state not in selectors.ENDED and gates.asks_for_protection(case.subject):
        rows.append(Row(_("Asks for protection, or may remain"), _("Nothing goes on. What was claimed stays with the asylum authority."), "warn"))
    for one in selectors.pauses(case):
        told = " · ".join(str(part) for part in (one.at.date(), one.get_attempt_display() if one.attempt else "", one.until or "", one.by_name) if part)
        rows.append(Row(one.get_why_display(), told, "warn"))
        if one.text and one.why != Pause.Why.ASYLUM:
            rows.append(Row(_("Reason"), one.text))
        if one.why in {Pause.Why.MUST, Pause.Why.MAY}:
            rows.append(Row(_("Written confirmation for the person"), _("given") if one.confirmed else _("NOT given yet"), "done" if one.confirmed else "warn"))
    note = _("It resumes by a named person alone, through the safeguards.")
    return [Section(_("Stopped"), rows, note)] if rows else []


def _stay(case: CaseFile) -> Section:
    one = selectors.of(case)
    rows = [
        Row(_("What was found"), one.get_ground_display()),
        Row(_("Found on"), one.detected_on),
        Row(_("Facts of the stay"), one.facts),
        Row(_("Country of return that is considered"), countries.name(one.country)),
    ]
    if one.vd_until:
        rows.append(Row(_("Period for voluntary departure until and with"), one.vd_until, "warn"))
    if one.ordered_at:
        rows.append(Row(_("Removal ordered"), f"{one.ordered_by_name} · {one.order_reasons}", "warn"))
    if one.handed_over_at:
        rows.append(Row(_("Handed over"), f"{one.handed_over_at.date()} · {one.received_by}"))
    if one.end_reason:
        rows.append(Row(_("Ended because"), one.end_reason))
    return Section(_("Return"), rows, _("One person, one procedure. The person can ask for asylum at any moment, to anybody."))


def _looked(case: CaseFile, actor: Actor) -> Section:
    # What a specialist wrote may tell of a claim: officers see what was found, and their own words (FR-19).
    full = bool(actor.roles & KNOWS)
    rows = []
    if told := selectors.told_of_avrr(case):
        rows.append(
            Row(
                _("Told of assisted voluntary return"),
                f"{languages.name(told.language)} · {told.by_name}",
                "done" if told.interpreter_present else "warn",
            )
        )
    else:
        rows.append(Row(_("Told of assisted voluntary return"), _("not yet"), "warn"))
    assert case.subject is not None
    for each in selectors.dangers(case.subject, selectors.of(case).country):
        state = _("danger") if each.danger else _("danger of being sent on") if each.onward else _("none found")
        rows.append(
            Row(
                _("Danger there"),
                f"{countries.name(each.country)} · {state} · {each.at.date()} · {each.by_name}",
                "warn" if each.danger or each.onward else "done",
            )
        )
        if (full or each.by == actor.id) and each.case_id == case.pk:
            rows.append(Row(_("Reasons"), each.reasons))
            rows.append(Row(_("Country information that was read"), "; ".join(coi.titles(each.sources))))
    rows += [
        Row(_("Something new"), f"{one.at.date()} · {one.text if full or one.by == actor.id else _('known to those who look at the danger')}", "warn")
        for one in NewFacts.objects.filter(case=case.pk)
    ]
    if looked := selectors.assessment(case):
        rows += [
            Row(_("What the person said"), f"{looked.heard} · {languages.name(looked.language)}"),
            Row(_("Family"), looked.family),
            Row(_("Health"), looked.health),
            Row(_("Children"), looked.child),
            Row(_("Ties here"), looked.ties),
        ]
        if looked.exception:
            rows.append(Row(_("An exception holds"), looked.get_exception_display(), "warn"))
    if found := selectors.reception(case, selectors.of(case).country):
        rows.append(Row(_("Who receives the child"), f"{found.get_by_whom_display()} · {found.text}", "done"))
    if actor.roles & KNOWS and (until := selectors.recovers_until(case)):
        rows.append(Row(_("Time to recover until"), until, "warn"))
    return Section(_("What was looked at"), rows)


def _decisions(case: CaseFile, actor: Actor) -> list[Section]:
    found = []
    for one in ReturnDecision.objects.filter(case=case.pk).order_by("-proposed_at"):
        rows = [Row(_("Country of return"), countries.name(one.country)), Row(_("Legal ground"), one.legal_ground), Row(_("Reasons"), one.reasons)]
        period = _("%(days)s days") % {"days": one.vd_days} if one.vd_days else _("none")
        rows.append(Row(_("Period for voluntary departure"), f"{period} · {one.get_vd_ground_display()} {one.vd_reasons or ''}" if one.vd_ground else period))
        rows.append(Row(_("Entry ban"), _ban(one), "warn" if one.ban_months and one.ban_lifted_at is None else ""))
        if one.separation:
            rows.append(Row(_("Why the family is not returned together"), one.separation))
        rows.append(Row(_("Remedy"), f"{one.remedy_body} · {one.remedy_until or '–'} · {_('suspensive') if one.suspensive else _('not suspensive by itself')}"))
        rows.append(Row(_("Legal aid"), one.legal_aid))
        rows.append(Row(_("Proposed, decided"), f"{one.proposed_by_name} · {one.decided_by_name or '–'}"))
        if one.served_at:
            rows.append(
                Row(_("Served"), f"{one.served_at.date()} · {languages.name(one.served_language)} · {one.get_served_how_display()} · {one.interpreter}", "done")
            )
        rows.append(Row(_("EU reference on that day"), one.regime))
        if Role.RETURN_OFFICER in actor.roles:
            rows.append(Row(_("On paper"), _("Decision (PDF)"), "", reverse("return_decision", args=[one.pk])))
            if one.decided_at:
                rows.append(Row(_("For the person"), _("What it means, in their language (PDF)"), "", reverse("return_notification", args=[one.pk])))
        stands = not one.returned and one.annulled_at is None
        note = "" if stands else _("It does not stand: sent back, revoked or annulled.")
        found.append(Section(_("Return decision") if one.decided_at else _("Proposed return decision"), rows, note))
    rows = [
        Row(one.lodged_on, f"{one.reference} · {one.get_outcome_display() or _('not decided')}", "done" if one.outcome else "warn")
        for one in Remedy.objects.filter(case=case.pk)
    ]
    rows += [
        Row(one.get_court_display(), f"{one.reference} · {one.ordered_on} · {one.ended_on or _('holds')}", "done" if one.ended_on else "warn")
        for one in CourtStay.objects.filter(case=case.pk)
    ]
    return [*found, Section(_("Appeals and stays"), rows)]


def _ban(one: ReturnDecision) -> str:
    if not one.ban_months:
        return str(_("none"))
    if one.ban_lifted_at:
        return f"{_('lifted')}: {one.ban_lifted_because}"
    return str(_("%(months)s months") % {"months": one.ban_months}) + f" · {one.ban_scope} · {one.ban_reasons or ''}"


def _papers(case: CaseFile) -> Section:
    rows = []
    if found := selectors.identified(case):
        rows.append(Row(_("Identity established"), f"{countries.name(found.nationality)} · {found.get_how_display()} · {found.by_name}", "done"))
    rows += [
        Row(one.get_kind_display(), f"{countries.name(one.issuer)} · {one.number} · {one.valid_until}{' · ' + str(_('used')) if one.used_at else ''}")
        for one in JourneyDocument.objects.filter(case=case.pk).order_by("at")
    ]
    if fit := selectors.fitness(case):
        good = fit.result in {"FIT", "CONDITIONS"}
        rows.append(
            Row(_("Fit to travel"), f"{fit.get_result_display()} · {fit.get_mode_display()} · {fit.valid_until} · {fit.conditions}", "done" if good else "warn")
        )
        rows.append(Row(_("On paper"), _("Certificate (PDF)"), "", reverse("return_fitness", args=[case.pk])))
    return Section(_("For the journey"), rows)
