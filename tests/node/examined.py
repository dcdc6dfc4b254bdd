"""Cases of the asylum procedure at each of its stages, for tests: every step by its own door."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.models import CaseFile, ClockRow, ListRow, RuleRow
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.evidence import weighed as waiting
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Application, Fact
from egnatia.node.coi import actions as coi
from egnatia.node.coi.models import Document, Source
from egnatia.node.interpreting import actions as interpreting
from egnatia.node.registration import actions as registration
from tests.node.conftest import REGISTERED, arrive, do, told
from tests.node.test_age_assessment import person_of

REPORT = "SYNTHETIC: free narrative of the applicant.\n\nAsked what happened in May, the applicant says: they came to our house at night.\n\nSYNTHETIC closing."
WORDS = "they came to our house at night"
HEARD = {"report": REPORT, "read_back": True, "explained": True}
REFUSED = {"outcome": "UNFOUNDED", "refugee_reasons": "SYNTHETIC: not accepted because", "subsidiary_reasons": "SYNTHETIC: no serious harm because"}
SERVED = {
    "language": "prs",
    "interpreter_present": True,
    "remedy": "SYNTHETIC: Asylum Commission, until 1 March",
    "legal_aid": "SYNTHETIC NGO, 000",
    "remedy_until": moment.today() + timedelta(days=50),
}
COI_TEXT = "SYNTHETIC report on the country. Searches of houses at night were reported in three districts. SYNTHETIC end."
QUOTE = "Searches of houses at night were reported in three districts."
ASSESSED = {
    "detail": "SUPPORTS",
    "internal": "SUPPORTS",
    "external": "SUPPORTS",
    "plausible": "AGAINST",
    "factors": ["TRAUMA"],
    "explained": True,
    "outcome": "ACCEPTED",
    "reasons": "SYNTHETIC: detailed and consistent",
}
ANALYSED = {
    "risk": "SYNTHETIC: no risk that lasts",
    "protection": "YES",
    "alternative": "OPEN",
    "text": "SYNTHETIC: protection is available",
    "few_sources": "SYNTHETIC: nobody else writes on it",
}
WEIGHED = {
    **dict.fromkeys(("relevant", "adequate", "current", "sourced", "public", "sound", "impartial", "balanced"), "YES"),
    "examined": "UNKNOWN",
    "function": "RISK",
    "rests": "OWN",
    "weight": "SYNTHETIC: on the spot, names its method",
}


def lodged(staff: dict[str, Actor], person: UUID | None = None, *, informed: bool = True, **changes: Any) -> UUID:
    """The examination that began when an application was lodged."""
    wish = do(registration.record_wish, staff["officer"], person_id=person or person_of(arrive(staff, **changes)))
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    if informed:
        do(registration.inform, staff["asylum"], wish, **told("ASYLUM"))
    do(registration.lodge, staff["asylum"], wish)
    with seeing_all():
        return Application.objects.get(registration=wish).pk


def plan(**changes: Any) -> dict[str, Any]:
    free = {"place": "SYNTHETIC room 3", "language": "prs", "wanted_sex": "ANY", "support_told": True}
    return {"at": moment.now() + timedelta(days=3), **free, **changes}


def booked(staff: dict[str, Actor], case: UUID, **changes: Any) -> UUID:
    """The interpreter of the planned interview, checked."""
    with seeing_all():
        request = CaseFile.objects.filter(procedure="interpreting", request__asked_for=case, state="asked").latest("opened_at").pk
    checked = {"interpreter": f"RS-{request.hex[:4]}", "sex": "WOMAN", "speaks": True, "no_conflict": True, "confidentiality_signed_on": moment.today()}
    return do(interpreting.book, staff["asylum"], request, **{**checked, **changes})


def interviewed(staff: dict[str, Actor], case: UUID, **changes: Any) -> None:
    do(hearing.plan_interview, staff["asylum"], case, **plan(at=moment.now() + timedelta(days=3), place=f"SYNTHETIC {case}"))
    booked(staff, case)
    do(hearing.record_interview, staff["asylum"], case, held_at=moment.now(), **{**HEARD, **changes})


def document(staff: dict[str, Actor]) -> UUID:
    """A document of country information, added once."""
    known = Document.objects.filter(withdrawn=False, confirmed=True).first()
    return known.pk if known else shelved(staff, COI_TEXT)


def source(staff: dict[str, Actor]) -> UUID:
    """An assessed source, registered once."""
    known = Source.objects.filter(name="SYNTHETIC organisation").first()
    answers = {name: "SYNTHETIC: on the spot, names its method" for name in ("who", "what", "why", "how", "when")}
    return known.pk if known else do(coi.register, staff["asylum"], name="SYNTHETIC organisation", kind="NGO", **answers)


def shelved(staff: dict[str, Actor], text: str | bytes, **changes: Any) -> UUID:
    """A document taken and confirmed."""
    taken = do(coi.take, staff["asylum"], content=base64.b64encode(text.encode() if isinstance(text, str) else text).decode())
    about = {"title": "SYNTHETIC report", "source": source(staff), "about": ["AFG"], "topics": ["SECURITY"], "language": "eng"}
    when = {"published_on": moment.today() - timedelta(days=30), "accessed_on": moment.today()}
    do(coi.confirm, staff["asylum"], taken, **{**about, **when, **changes})
    return taken


def weigh(staff: dict[str, Actor], case: UUID, **changes: Any) -> UUID:
    """The quotation that comes next, weighed. Returns its piece of evidence."""
    with acting_as(staff["asylum"]):
        found = waiting.upcoming(CaseFile.objects.get(pk=case))
    assert found is not None
    do(weighing.weigh_coi, staff["asylum"], case, piece=found[0].pk, **{**WEIGHED, **changes})
    return found[0].pk


def weighed(staff: dict[str, Actor], case: UUID, **finding: Any) -> UUID:
    """One fact with words of the report and country information, found credible or not, and an analysis that does not speak for status."""
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC: a search of the house", words=WORDS)
    with seeing_all():
        fact = Fact.objects.filter(case=case).latest("number").pk
    cited = {"kind": "COI", "bears": "SUPPORTS", "document": document(staff), "pinpoint": "p. 1", "words": QUOTE}
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, **cited)
    weigh(staff, case)
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **{**ASSESSED, **finding})
    do(weighing.analyse, staff["asylum"], case, **ANALYSED)
    return fact


def decided(staff: dict[str, Actor], **proposal: Any) -> UUID:
    case = lodged(staff)
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **(proposal or REFUSED))
    do(deciding.decide, staff["asylum2"], case)
    return case


def served(staff: dict[str, Actor], **proposal: Any) -> UUID:
    case = decided(staff, **proposal)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    return case


def clock(case: UUID, code: str) -> ClockRow:
    with seeing_all():
        return ClockRow.objects.select_related("rule").filter(case=case, code=code).latest("due_at")


def synthetic(code: str, value: int, unit: str = "DAYS") -> None:
    """A national rule of a demonstration, as a restriction needs one."""
    base = {"jurisdiction_id": "SRB", "code": code, "value": value, "unit": unit, "anchor": "x", "effect": "RESTRICTION", "legal_ref": "SYNTHETIC"}
    RuleRow.objects.create(**base, valid_from="2016-01-01", confidence="L", roll="NATIONAL", binds="AUTHORITY", synthetic=True)


def verified(code: str) -> None:
    """A national row that somebody verified, as a shorter time to appeal needs one."""
    RuleRow.objects.filter(jurisdiction="SRB", code=code).update(verified=True, verified_by="SYNTHETIC", verified_on="2026-01-01", gazette="SYNTHETIC")


def on_list(name: str, code: str) -> None:
    """An entry of a national list of a demonstration."""
    ListRow.objects.create(jurisdiction_id="SRB", name=name, code=code, legal_ref="SYNTHETIC", valid_from="2016-01-01", confidence="L", synthetic=True)
