"""The access matrix of the hub, asked of the program and compared with the reviewed table."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from egnatia.exchange import signing
from egnatia.hub.editions.models import SharedEdition
from egnatia.hub.logframe.models import Evidence, Party, Result
from egnatia.hub.logframe.progress import actions as progress
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.mechanism import actions as mechanism
from egnatia.hub.pool.models import Week
from egnatia.hub.programme.contracts import actions as contracts
from egnatia.hub.programme.models import Phase
from egnatia.hub.programme.priorities import actions as priorities
from egnatia.hub.roadmaps.missions import actions as missions
from egnatia.hub.roadmaps.recommendations import actions as recommendations
from egnatia.hub.training.materials import actions as materials
from egnatia.hub.training.models import Certificate, Module, Trainer
from egnatia.hub.updates.events import actions as event_actions
from egnatia.hub.updates.models import EventDocument
from egnatia.hub.updates.posts import actions as posts
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.models import Unit, User
from egnatia.staff import actions
from tests import access
from tests.exchanging import Sender
from tests.hub import roadmapping
from tests.hub import test_events as events
from tests.hub.conftest import do, officer
from tests.hub.learning import country, decided, enrolled, held, opened
from tests.hub.pooling import interpreter, nodes
from tests.hub.test_curriculum import published
from tests.hub.test_editions import shared
from tests.hub.test_mechanism import drafted

OF_THE_HUB = (
    *("edition", "budget", "pool_week", "training_module", "training_session", "trainer", "training_certificate", "training_material"),
    *(
        "party",
        "result",
        "risk",
        "indicator",
        "progress",
        "activity",
        "roadmap",
        "recommendation",
        "mission",
        "phase",
        "contract",
        "priority",
        "event",
        "conclusion",
        "post",
    ),
)
# Routes that name a case of one procedure.
OF_PAGE = {
    "training/sessions/": "training_session",
    "plans/": "roadmap",
    "programme/contracts/": "contract",
    "evidence/": "progress",
    "events/documents/": "event",
    "news/": "post",
}


def test_the_matrix_is_as_reviewed(db: Any) -> None:
    admin = actor_of(User.objects.get(username="admin"), confirmed_at=timezone.now())
    made = {
        "account": actions.propose({"username": "somebody", "display_name": "X", "unit": "HUB", "roles": []}, actor=admin, key=uuid.uuid4()).case_id,
        "unit": actions.propose_unit({"code": "OTHER", "name": "X", "kind": "HUB"}, actor=admin, key=uuid.uuid4()).case_id,
    }
    programme = actor_of(User.objects.get(username="programme"), confirmed_at=timezone.now())
    made["edition"] = drafted(programme)
    made["budget"] = mechanism.propose_budget({"year": 2031, "source": "X", "total": 0}, actor=programme, key=uuid.uuid4()).case_id
    region = nodes()
    region["SRB"].offers(interpreter(uuid.uuid4()))
    region["SRB"].needs()
    with acting_as(SYSTEM):
        made["pool_week"] = Week.objects.get().case_id
    with acting_as(SYSTEM):
        made["training_module"] = Module.objects.values_list("pk", flat=True)[0]
    made |= _planned(programme)
    made |= _trained(programme, actor_of(User.objects.get(username="programme2"), confirmed_at=timezone.now()))
    Unit.objects.create(code="SECOND", name="Second", kind=Unit.Kind.HUB)

    with acting_as(SYSTEM):
        code = Certificate.objects.values_list("code", flat=True).get(pk=made["training_certificate"])
        paper = EventDocument.objects.values_list("pk", flat=True).get(event=made["event"])
        shared(Sender("TUR", signing.HUB).trusted_here())
        edition = SharedEdition.objects.get().pk
        evidence = Evidence.objects.values_list("pk", flat=True).get(report=made["progress"])

    def address(route: str) -> str:
        of_page = next((code for begins, code in OF_PAGE.items() if route.startswith(begins)), "account")
        case = next((pk for code, pk in made.items() if f"/{code}/" in route), made[of_page])
        values = {"case_id": case, "procedure": "account", "pk": 1, "node": "SRB", "sequence": 1, "period": "2026-10", "kind": "pdf", "run": 1}
        of = {"evidence/": evidence, "events/documents/": paper, "country-information/": edition}
        values |= {"code": code, "token": "x"} | next(({"pk": key} for begins, key in of.items() if route.startswith(begins)), {})
        values |= {"slug": "x"}
        if route.startswith("programme/contracts/"):
            values["kind"] = "docx"
        return access.filled(route, values | {"action": "propose" if route.startswith("new/") else "suspend"})

    def units(route: str) -> access.Places:
        return (
            ("HUB", "SECOND", "ADMIN") if any(f"/{code}/" in route for code in OF_THE_HUB) or route.startswith(tuple(OF_PAGE)) else ("ADMIN", "HUB", "SECOND")
        )

    found = access.lines(address, units)
    assert found == access.reviewed("access-hub.md", "regional hub", found)


def _planned(officer_of_hub: Actor) -> dict[str, uuid.UUID]:
    """A roadmap with a row of each kind, a contract, a priority."""
    euaa = officer("euaa")
    plan, indicator, activity = roadmapping.whole(euaa)
    report = roadmapping.drafted(officer_of_hub, euaa, indicator, value=1)
    do(progress.attach, euaa, report, title="SYNTHETIC", file=b"%PDF-1.7")
    days = {"starts": roadmapping.STARTS, "ends": roadmapping.ENDS}
    where = {"activity": activity, "sends": "EUAA", "profile": "X", "country": "ALB", "place": "X", "purpose": "X"}
    risk = {"text": "X", "likelihood": 1, "impact": 1, "response": "X", "owner": "EUAA"}
    with acting_as(SYSTEM):
        result, party, phase = Result.objects.filter(framework=plan)[0].pk, Party.objects.all()[0].pk, Phase.objects.all()[0].pk
    event = events.held(euaa)
    do(event_actions.attach, euaa, event, title="SYNTHETIC", file=b"%PDF-1.7")
    return {
        "post": do(posts.write, euaa, lead="EUAA", topic="X", title="X", summary="X", body="X"),
        "event": event,
        "conclusion": events.concluded(euaa, event),
        "party": party,
        "result": result,
        "risk": do(results.add_risk, euaa, framework=plan, **risk),
        "indicator": indicator,
        "progress": report,
        "activity": activity,
        "roadmap": plan,
        "recommendation": do(recommendations.record, officer_of_hub, country="ALB", year=2025, reference="X", text="X"),
        "mission": do(missions.plan, euaa, **where, **days),
        "phase": phase,
        "contract": do(contracts.draft, euaa, phase=phase, component=9, title="X", lead="EUAA", **days),
        "priority": do(priorities.propose, euaa, lead="EUAA", title="X", text="X"),
    }


def _trained(first: Actor, second: Actor) -> dict[str, uuid.UUID]:
    """A session that somebody passed, its trainer, the certificate, and material of the module."""
    published(first, second)
    trainers = [enrolled(first), enrolled(first, "MKD")]
    with acting_as(SYSTEM):
        one, other = Trainer.objects.filter(pk__in=trainers).order_by("number").values_list("number", flat=True)
    session = opened(first, second, pair=(one, other))
    decided(first, session, GIVEN=[country("BIH").nominates(session)])
    held(first, session, {1: True})
    with acting_as(SYSTEM):
        certificate = Certificate.objects.get(place__session=session).pk
    told = {"module": "SYNTHETIC-A", "title": "SYNTHETIC slides", "language": "eng", "licence": "CC BY 4.0"}
    return {
        "training_session": session,
        "trainer": trainers[0],
        "training_certificate": certificate,
        "training_material": do(materials.register, first, **told),
    }
