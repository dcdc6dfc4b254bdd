"""The agreement to a referral, for the person to read, sign and keep."""

from __future__ import annotations

from django.http import HttpResponse

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.node.people import selectors as people
from egnatia.node.referral import papers, selectors
from egnatia.node.referral.models import Consent
from egnatia.node.referral.pathways import Field


def fields(known: papers.Words, codes: list[str]) -> list[str]:
    """What was agreed to, in both languages."""
    pairs = [known.said(code) for code in codes]
    return ["; ".join(one[0] for one in pairs), ("؛ " if known.right_to_left else "; ").join(one[1] for one in pairs) if known.second else ""]


def make(case: CaseFile, consent: Consent) -> HttpResponse:
    """As it stands: what is told, to whom, for what, until when, and that it can be taken back."""
    one, known = selectors.of(case), papers.words(consent.language)
    said, service = known.said, one.service
    rows = [
        papers.line(said("NAME"), people.stated(consent.person).full_name),
        papers.line(said("i_agree"), fields(known, [code for code in Field.values if code in consent.scope])),
        papers.line(said("to"), f"{service.name}, {service.organisation}" if service else "–"),
        papers.line(said("purpose"), one.need),
        papers.line(said("until"), consent.until),
        papers.line(said("who_agreed"), said(consent.given_by)),
        papers.line(said("LANGUAGE"), languages.name(consent.language)),
    ]
    if consent.transfer and service:
        rows.insert(3, papers.line(said("transfer"), said(consent.transfer)))
        rows.insert(3, papers.line(said("state"), countries.name(service.country)))
    if consent.withdrawn_at:
        rows.append(papers.line(said("taken_back"), consent.withdrawn_at.date()))
    return papers.paper(known, "agreement", case.number, one.sender.name, [{"rows": rows, "after": said("take_back")}], synthetic=consent.person.synthetic)
