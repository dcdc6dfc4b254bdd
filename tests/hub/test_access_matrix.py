"""The access matrix of the hub, asked of the program and compared with the reviewed table."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from egnatia.hub.mechanism import actions as mechanism
from egnatia.hub.pool.models import Week
from egnatia.hub.training.models import Module
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.models import Unit, User
from egnatia.staff import actions
from tests import access
from tests.hub.pooling import interpreter, nodes
from tests.hub.test_curriculum import published
from tests.hub.test_mechanism import drafted
from tests.hub.test_training_sessions import enrolled, planned

OF_THE_HUB = ("edition", "budget", "pool_week", "training_module", "training_session", "trainer")


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
    published(programme, actor_of(User.objects.get(username="programme2"), confirmed_at=timezone.now()))
    made["training_session"] = planned(programme)
    made["trainer"] = enrolled(programme)
    Unit.objects.create(code="SECOND", name="Second", kind=Unit.Kind.HUB)

    def address(route: str) -> str:
        case = next((pk for code, pk in made.items() if f"/{code}/" in route), made["account"])
        values = {"case_id": case, "procedure": "account", "pk": 1, "node": "SRB", "sequence": 1, "period": "2026-10", "kind": "pdf", "run": 1}
        return access.filled(route, values | {"action": "propose" if route.startswith("new/") else "suspend"})

    def units(route: str) -> access.Places:
        return (
            ("HUB", "SECOND", "ADMIN")
            if any(f"/{code}/" in route for code in ("edition", "budget", "pool_week", "training_module"))
            else ("ADMIN", "HUB", "SECOND")
        )

    found = access.lines(address, units)
    assert found == access.reviewed("access-hub.md", "regional hub", found)
