"""The access matrix of a node, asked of the program and compared with the reviewed table."""

from __future__ import annotations

import base64
import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from egnatia.exchange import signing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Decision, Recording
from egnatia.node.asylum.quality import actions as quality
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr.mechanism import actions as mechanism
from egnatia.node.coi import actions as coi
from egnatia.node.coi.alerts import actions as keeping
from egnatia.node.coi.models import Edition, SharedEdition
from egnatia.node.information.models import Translation
from egnatia.node.integration.models import Integration
from egnatia.node.interop import actions as exports
from egnatia.node.interop.models import ReadinessRun
from egnatia.node.interpreters.models import Premises
from egnatia.node.reception import actions as reception
from egnatia.node.referral import actions as referral
from egnatia.node.referral.models import Service
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import IssuedDocument
from egnatia.node.release import actions as release
from egnatia.node.returns.cooperation import actions as cooperation
from egnatia.node.returns.detention import actions as detaining
from egnatia.node.returns.models import Call, Monitoring, ToldAbroad
from egnatia.node.returns.monitoring import actions as monitoring
from egnatia.node.returns.operations import actions as operations
from egnatia.node.rights import actions as rights
from egnatia.node.screening import printing
from egnatia.node.screening.models import FormVersion
from egnatia.node.training.needs import actions as needing
from egnatia.node.training.wanted import actions as wanting
from egnatia.overlays import actions as overlays
from egnatia.staff import actions as staff_actions
from tests import access
from tests.exchanging import Sender
from tests.node import learning
from tests.node import returning as walk
from tests.node.conftest import AGREED, REGISTERED, all_steps, arrive, do
from tests.node.examined import REFUSED, document, interviewed, lodged, served, source, weighed
from tests.node.interpreters import Hub, asked, enrolled, premises
from tests.node.test_coi_research import package, passed_on, published
from tests.node.test_mechanism import edition
from tests.node.test_readmission import sent
from tests.node.test_reception import CENTRE
from tests.node.test_referral_abroad import Neighbour
from tests.node.test_reintegration import planned

# The table is asked in parts, so that both workers have a share of it.
PARTS = 4


@pytest.fixture
def cases(staff: dict[str, Actor]) -> dict[str, Any]:
    """One case of each procedure: the border unit's own, and what belongs to others by its nature."""
    screened = arrive(staff)
    found = {"screening": screened, "release": do(release.prepare, staff["statistician"], period="2026-09")}
    found["account"] = do(staff_actions.propose, staff["admin"], username="somebody", display_name="X", unit="BCP-1", roles=[])
    found["unit"] = do(staff_actions.propose_unit, staff["admin"], code="BCP-8", name="X", kind="BORDER")
    other = arrive(staff, given_names="Second")
    all_steps(staff, other, wish="YES")
    receiver = {"receiver": "SOCIAL-WORK", "need": "Shelter", **AGREED}
    do(referral.offer, staff["protection"], source_case=other, **receiver)
    with acting_as(staff["protection"]):
        found |= dict(CaseFile.objects.exclude(procedure="screening").values_list("procedure", "pk"))
    do(registration.register, staff["asylum"], found["registration"], **REGISTERED, document_issued="CERTIFICATE")
    with acting_as(staff["asylum"]):
        found["document"] = IssuedDocument.objects.get().pk
    with acting_as(SYSTEM):
        case = CaseFile.objects.get(pk=screened)
        form = json.dumps(printing.data(case, SYSTEM, for_person=False))
        FormVersion(case=case, person_id=case.subject, version=1, content=form, made_at=moment.now(), made_by_name="X").save(force_insert=True)
        registered = CaseFile.objects.get(pk=found["registration"]).subject
    found["keeping"] = do(rights.mark, staff["asylum"], person_id=registered, kind="RESIDENCE", decided_on=moment.today(), reference="X")
    found["profile_export"] = do(exports.ask, staff["legal"], profile="EURODAC_2024", category="SAR", reason="X")
    found["transposition"] = do(overlays.propose_stage, staff["legal"], instrument="APR", stage="DRAFTED")
    entry = {"name": "SAFE_ORIGIN", "code": "IND", "on": moment.today(), "legal_ref": "X", "gazette": "X"}
    found["list_entry"] = do(overlays.propose_entry, staff["legal"], **entry)
    found["reception"] = do(reception.ask, staff["officer"], person_id=registered)
    found["centre"] = do(reception.add_centre, staff["reception"], **CENTRE)
    found["avrr"] = do(avrr.open_enquiry, staff["officer"], source_case=screened, asked=True)
    found["outreach"] = do(avrr.hold_outreach, staff["counsellor"], site="X", on=moment.today(), language="prs", reached=1)
    found["reintegration"] = planned(staff)[1]
    hub, neighbour = Sender(signing.HUB, signing.ALL).trusted_here(), Neighbour()
    edition(hub)
    neighbour.refers(uuid.uuid4())
    found["budget_use"] = do(mechanism.count_use, staff["statistician"], year=moment.today().year)
    with acting_as(SYSTEM):
        found |= dict(CaseFile.objects.filter(procedure__in=("sop_adoption", "referral_in")).values_list("procedure", "pk"))
    found["service"] = Service.objects.values_list("pk", flat=True).get(code="SOCIAL-WORK")
    found["run"] = ReadinessRun.objects.create(profile="EURODAC_2024", version="x", asked_by=staff["statistician"].id, asked_at=moment.now()).pk
    with moment.pretend(moment.now() + timedelta(minutes=1)):
        found |= _examined(staff)
    found |= _returned(staff)
    home = premises(staff)
    with acting_as(SYSTEM):
        found["premises"] = Premises.objects.get(code=home).pk
    found["interpreter"] = enrolled(staff, home, number=7)
    found["pool_session"] = asked(Hub(sender=hub))
    found |= _learning(staff, hub)
    found["translation"] = Translation.objects.filter(language="eng").values_list("pk", flat=True)[0]
    return found


def _learning(staff: dict[str, Actor], sender: Sender) -> dict[str, Any]:
    """Somebody who is certified, and a need."""
    hub = learning.Hub(sender=sender)
    hub.tells()
    learner = learning.enrolled(staff)
    nomination = learning.nominated(staff, hub.session, learner)
    hub.certifies(learning.reference(nomination))
    told = {"institution": "ASYLUM", "module": learning.FIRST, "posts": 5, "by": learning.day(9)}
    asked = {"module": learning.FIRST, "language": "eng", "place": "SYNTHETIC town", "monday": learning.day(9)}
    wanted = do(wanting.request, staff["training"], **asked)
    return {"session_request": wanted, "learner": learner, "nomination": nomination, "training_need": do(needing.note, staff["training"], **told)}


def _returned(staff: dict[str, Actor]) -> dict[str, Any]:
    """A return on a locked list with its monitor, a request that was sent, a detention, and what is nobody's."""
    case = walk.ordered(staff, given_names="Third", decision={"ban_months": 12, "ban_reasons": "SYNTHETIC"})
    one = walk.locked(staff, case)
    back, request = sent(staff, given_names="Fourth")
    with acting_as(SYSTEM):
        watched = Monitoring.objects.get(operation=one).pk
        told = ToldAbroad.objects.get(case=request).pk
    finding = {"kind": "RECOMMENDATION", "phase": "ARRIVAL", "text": "SYNTHETIC", "due_on": walk.day(30)}
    do(monitoring.deploy, staff["monitor"], watched, monitor="X", trained_until=walk.day(9), languages=["eng"])
    do(monitoring.publish, staff["monitor"], watched, report="SYNTHETIC")
    Call.objects.create(reference=access.some_id(), country="MKD", region="AFRICA", quarter="2026-Q4", band="5-10", told_at=moment.now())
    return {
        "return": case,
        "return_decision": walk.decision_of(case).pk,
        "return_operation": one,
        "readmission": request,
        "told_abroad": told,
        "detention": do(detaining.open_measure, staff["foreigners"], return_case=back, alternative="REPORTING"),
        "return_monitoring": watched,
        "monitor_finding": do(monitoring.issue, staff["monitor"], source=watched, **finding),
        "return_gaps": do(monitoring.begin_gaps, staff["legal"], title="X", made_on=moment.today()),
        "cooperation": do(cooperation.select, staff["foreigners"], country="MAR", reasons="X", human_rights="X"),
        "seats_offer": do(operations.offer_seats, staff["foreigners"], reference=access.some_id(), offered=6),
    }


def _examined(staff: dict[str, Actor]) -> dict[str, Any]:
    """An application with what its pages show: recording, proposed decision, country information."""
    case = lodged(staff)
    interviewed(staff, case)
    do(hearing.add_recording, staff["asylum"], case, content=base64.b64encode(b"OggS SYNTHETIC").decode())
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    granted = served(staff, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    research = published(staff)
    passed_on(*package())
    sample = do(quality.draw_sample, staff["asylum2"], since=moment.today(), until=moment.today(), share=100)
    with acting_as(SYSTEM):
        known = {"recording": Recording.objects.get(case=case).pk, "decision": Decision.objects.get(case=case).pk}
        return {
            **known,
            "source": document(staff),
            "coi_document": document(staff),
            "coi_source": source(staff),
            "coi_research": research,
            "edition": Edition.objects.get(research=research).pk,
            "shared": SharedEdition.objects.get().pk,
            "coi_event": do(coi.note_event, staff["asylum"], country="AFG", day=moment.today(), what="SYNTHETIC"),
            "coi_search": do(keeping.keep, staff["asylum"], text="SYNTHETIC journalists"),
            "asylum": case,
            "quality_sample": sample,
            "quality_review": CaseFile.objects.get(procedure="quality_review").pk,
            "integration": Integration.objects.get(granted_in=granted).pk,
            "interpreting": CaseFile.objects.filter(procedure="interpreting").latest("opened_at").pk,
        }


def _procedure(cases: dict[str, Any], route: str) -> str:
    by_page = {
        "reception/": "reception",
        "integration/": "integration",
        "asylum/": "asylum",
        "country-": "asylum",
        "releases/": "release",
        "documents/<": "registration",
        "readiness/": "release",
        "referrals/<": "referral",
        "voluntary-return/<uuid:case_id>/declaration": "avrr",
        "voluntary-return/<uuid:case_id>/plan": "reintegration",
        "returns/operations/": "return_operation",
        "returns/told/": "readmission",
        "returns/": "return",
        "monitoring/<": "return_monitoring",
        "training/certificates/": "nomination",
    }
    of_page = next((code for page, code in by_page.items() if route.startswith(page)), "screening")
    return next((code for code in cases if f"/{code}/" in route), of_page)


def _units(cases: dict[str, Any], route: str) -> access.Places:
    named = _procedure(cases, route)
    if named in {"learner", "nomination", "training_need", "session_request"}:
        return ("TRAINING", "SOCIAL-WORK", "FOREIGNERS")
    if named in {"interpreter", "premises", "pool_session"}:
        return ("INTERPRETING", "SOCIAL-WORK", "FOREIGNERS")
    if named in {"return", "detention", "readmission", "cooperation", "return_operation", "seats_offer"}:
        return ("FOREIGNERS", "SOCIAL-WORK", "BCP-2")
    if named in {"return_monitoring", "monitor_finding"}:
        return ("MONITOR", "SOCIAL-WORK", "FOREIGNERS")
    if named == "return_gaps":
        return ("LEGAL", "STATISTICS", "BCP-1")
    if named in {"account", "unit"}:
        return ("ADMIN", "STATISTICS", "BCP-1")
    if named in {"profile_export", "transposition", "list_entry", "sop_adoption"}:
        return ("LEGAL", "STATISTICS", "BCP-1")
    if named in {"avrr", "outreach", "reintegration"}:
        return ("AVRR", "SOCIAL-WORK", "FOREIGNERS")
    if named in {"service", "directory_import", "referral_in"}:
        return ("COORDINATION", "SOCIAL-WORK", "FOREIGNERS")
    if named in {"reception", "centre"}:
        return ("RECEPTION", "SOCIAL-WORK", "FOREIGNERS")
    if named == "integration":
        return ("INTEGRATION", "SOCIAL-WORK", "FOREIGNERS")
    if named == "keeping":
        return ("ASYLUM", "SOCIAL-WORK", "FOREIGNERS")
    if named in {"release", "budget_use"}:
        return ("STATISTICS", "ADMIN", "BCP-1")
    if named in {"registration", "asylum", "interpreting", "quality_sample", "quality_review"} or named.startswith("coi_"):
        return ("ASYLUM", "SOCIAL-WORK", "FOREIGNERS")
    return ("BCP-1", "BCP-2", "FOREIGNERS")


def _address(cases: dict[str, Any], route: str) -> str:
    named = _procedure(cases, route)
    values = {
        "case_id": cases.get(named, access.some_id()),
        "action": "inform",
        "procedure": "screening",
        "pk": 1,
        "document_id": cases["document"],
        "run_id": cases["run"],
        "profile": "EURODAC_2024",
        "number": 1,
        "translation_id": cases["translation"],
        "recording_id": cases["recording"],
        "decision_id": cases["return_decision"] if route.startswith("returns/") else cases["decision"],
        "told_id": cases["told_abroad"],
        "source_id": cases["source"],
        "publisher_id": cases["coi_source"],
        "edition_id": cases["edition"],
        "shared_id": cases["shared"],
        "token": "nothing",
        "node": "SRB",
        "sequence": 1,
        "step": "SCREENING",
        "language": "eng",
        "month": "2026-10",
        "key": "nothing",
    }
    values["action"] = "register_arrival" if route.startswith("new/") else "inform"
    return access.filled(route, values)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_matrix_is_as_reviewed(staff: dict[str, Actor], cases: dict[str, Any], part: int) -> None:
    found = access.lines(lambda route: _address(cases, route), lambda route: _units(cases, route), part=part, parts=PARTS)
    assert found == access.reviewed("access-node.md", "national node", found)


def test_no_case_of_a_unit_opens_to_another(staff: dict[str, Actor], cases: dict[str, Any]) -> None:
    """Read from the reviewed table, so that nobody can wave it through: a screening is hidden from everybody outside its unit."""
    lines = [line for line in (access.FOLDER / "access-node.md").read_text().splitlines() if re.match(r"\| `/(api/v1/)?cases/<uuid(str)?:case_id>/?` ", line)]
    assert len(lines) == 2
    for line in lines:
        assert line.count("nobody (hidden)") == 2, line


def test_broken_twin_a_new_url_without_a_line_is_noticed(staff: dict[str, Actor], cases: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    @for_roles(EVERYONE, Purpose.ADMINISTRATION)
    def loose(request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    monkeypatch.setattr("tests.access.routes", lambda: [("loose/", loose)])
    found = access.lines(lambda route: "/progress/", lambda route: _units(cases, route))
    assert list(found) == ["loose/"]
    monkeypatch.delenv("EGNATIA_WRITE_DOCS", raising=False)
    assert "loose/" not in access.reviewed("access-node.md", "national node", found)
