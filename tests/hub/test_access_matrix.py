"""The access matrix of the hub, asked of the program and compared with the reviewed table."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.models import Unit, User
from egnatia.staff import actions
from tests import access


def test_the_matrix_is_as_reviewed(db: Any) -> None:
    admin = actor_of(User.objects.get(username="admin"), confirmed_at=timezone.now())
    made = {
        "account": actions.propose({"username": "somebody", "display_name": "X", "unit": "HUB", "roles": []}, actor=admin, key=uuid.uuid4()).case_id,
        "unit": actions.propose_unit({"code": "OTHER", "name": "X", "kind": "HUB"}, actor=admin, key=uuid.uuid4()).case_id,
    }
    Unit.objects.create(code="SECOND", name="Second", kind=Unit.Kind.HUB)

    def address(route: str) -> str:
        case = next((pk for code, pk in made.items() if f"/{code}/" in route), made["account"])
        values = {"case_id": case, "procedure": "account", "pk": 1, "node": "SRB", "sequence": 1, "period": "2026-10", "kind": "pdf"}
        return access.filled(route, values | {"action": "propose" if route.startswith("new/") else "suspend"})

    expected, found = access.reviewed("access-hub.md", access.table("regional hub", address, lambda _route: ("ADMIN", "HUB", "SECOND")))
    assert found == expected
