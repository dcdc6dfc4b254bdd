"""The declaration of voluntary return with its agreements, and the reintegration plan: for the person to read, sign and keep."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from egnatia.kernel import moment, pdf
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.avrr import selectors
from egnatia.node.avrr.models import Item, Line, LineStatus, Measure, Resumes, Sharing
from egnatia.node.avrr.reintegration import selectors as plans
from egnatia.node.people import selectors as people
from egnatia.node.referral import papers
from egnatia.node.referral.papers.agreement import fields


def declaration(case: CaseFile) -> HttpResponse:
    """What was declared, what resumes after a withdrawal, and each agreement that stands."""
    one = selectors.of(case)
    known = papers.words(one.declared_in or one.person.language)
    said = known.said
    told = {code for each in selectors.sessions(case) for code in each.resumes}
    resumes = [said(f"R_{code}") for code in Resumes.values if code in told]
    rows = [papers.line(said("NAME"), people.stated(one.person).full_name), papers.line(said("i_return"), countries.name(one.country) if one.country else "–")]
    if one.agreed_by:
        rows.append(papers.line(said("who_agreed"), said(one.agreed_by)))
    rows += [papers.line(said("resumes"), pair) for pair in resumes]
    parts: list[dict[str, Any]] = [{"rows": rows, "after": said("no_price")}]
    for each in Sharing.objects.filter(case=case.pk, withdrawn_at=None, until__gte=moment.today()).order_by("at"):
        agreed = [
            papers.line(said("to"), said(each.to)),
            papers.line(said("i_agree"), fields(known, [code for code in Item.values if code in each.items])),
            papers.line(said("purpose"), each.purpose),
            papers.line(said("transfer"), said(each.ground)),
            papers.line(said("until"), each.until),
        ]
        parts.append({"before": said("agreement"), "rows": agreed, "after": said("take_back")})
    unit = Unit.objects.values_list("name", flat=True).get(pk=case.unit_id)
    return papers.paper(known, "declaration", case.number, unit, parts, synthetic=one.person.synthetic)


def _measure(code: str) -> str:
    return "M_DOCUMENTS" if code == Measure.DOCUMENTS else code


def plan(case: CaseFile) -> HttpResponse:
    """Goals, lines with their amounts, and where to complain. Made by the counsellors: the partner knows the person by what they agreed to."""
    one = plans.of(case)
    known = papers.words(one.person.language)
    said = known.said
    lines = [each for each in Line.objects.filter(case=case.pk).order_by("number") if each.status != LineStatus.DROPPED]
    rows = [
        papers.line(said("NAME"), people.stated(one.person).full_name),
        papers.line(said("country"), countries.name(one.country)),
        papers.line(said("PARTNER"), one.partner.name),
        papers.line(said("goals"), one.goals),
    ]
    table = [[said(_measure(each.measure)), pdf.isolated(each.text), f"EUR {each.budgeted:,.2f}"] for each in lines]
    table.append([said("total"), "", f"EUR {sum(each.budgeted for each in lines):,.2f}"])
    parts: list[dict[str, Any]] = [{"rows": rows}, {"before": said("help"), "table": table, "after": said("complain")}]
    return papers.paper(known, "plan", case.number, one.counsellors.name, parts, synthetic=one.person.synthetic)
