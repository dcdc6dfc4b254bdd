"""The interface for programs: the same doors as the forms, the same refusals, nothing besides."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import routes, rule_of
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import AccessLog, CaseFile, User
from tests.node.conftest import ARRIVAL, arrive
from tests.node.test_pages import client_of


def arrival() -> dict[str, Any]:
    return {**ARRIVAL, "arrived_at": (moment.now() - timedelta(hours=1)).isoformat()}


def post(client: Client, path: str, data: Any, key: str | None = None, **headers: str) -> Any:
    body = data if isinstance(data, str | bytes) else json.dumps(data)
    return client.post(f"/api/v1{path}", body, content_type="application/json", headers={"Idempotency-Key": key or str(uuid.uuid4()), **headers})


def test_every_action_that_a_person_may_take_has_an_endpoint_and_no_other(db: None) -> None:
    found = {route for route, view in routes() if route.startswith("api/v1/") and (rule := rule_of(view)) and rule.api}
    for procedure in registry.values():
        for action in procedure.actions:
            ends = f"/{procedure.code}/{action.name}"
            there = any(route.endswith(ends) for route in found)
            assert there == (not action.internal and bool(action.by - {Role.SYSTEM})), ends


def test_the_same_request_again_has_the_same_answer_and_one_effect(staff: dict[str, Actor]) -> None:
    client, key = client_of("officer"), str(uuid.uuid4())
    data = arrival()
    first, again = (post(client, "/screening/register_arrival", data, key) for _time in range(2))
    assert first.status_code == again.status_code == 200, first.content
    assert first.json()["case"] == again.json()["case"]
    assert (first.json()["repeated"], again.json()["repeated"]) == (False, True)
    with seeing_all():
        assert CaseFile.objects.filter(procedure="screening").count() == 1
    other = post(client, "/screening/register_arrival", {**data, "given_names": "Other"}, key)
    assert (other.status_code, other.json()["code"]) == (409, "key")


def test_a_closed_gate_is_named_and_logged_as_by_the_form(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    answer = post(client_of("officer"), f"/cases/{case}/screening/refer", {"route": "RETURN_RULES"}, **{"If-Match": "1"})
    assert answer.status_code == 409
    assert {"G-ASKED", "G-INFO"} <= {gate["code"] for gate in answer.json()["gates"]}
    assert AccessLog.objects.filter(what="screening.refer", outcome="denied", reasons__contains="G-ASKED").exists()


def test_an_old_version_is_stale_and_a_foreign_case_missing(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    body = {"route": "REGISTRATION"}
    for headers in ({"If-Match": '"0"'}, {}):
        assert post(client_of("officer"), f"/cases/{case}/screening/refer", body, **headers).json()["code"] == "stale"
    foreign, missing = (post(client_of("officer2"), f"/cases/{one}/screening/refer", body) for one in (case, uuid.uuid4()))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json() == missing.json()


@pytest.mark.parametrize(
    ("body", "key", "status"),
    [
        ("{", None, 422),
        ("[]", None, 422),
        ("\xff", None, 422),
        (b"\xff\xfe", None, 422),
        ("{}", "x", 422),
        ("[" * 100_000, None, 422),
        ('{"family_name": ' + "[" * 700 + "]" * 700 + "}", None, 422),
        ('{"x": NaN}', None, 422),
    ],
)
def test_junk_is_refused_with_words(staff: dict[str, Actor], body: Any, key: str | None, status: int) -> None:
    answer = post(client_of("officer"), "/screening/register_arrival", body, key)
    assert answer.status_code == status
    assert answer.json()["code"] == "input"


def test_reading_shows_no_person_and_is_logged(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    client = client_of("officer")
    listed, one = client.get("/api/v1/cases"), client.get(f"/api/v1/cases/{case}")
    assert listed.json()["total"] == 1
    assert one.json()["version"] == 1
    assert {offer["action"] for offer in one.json()["offers"]} >= {"inform", "refer"}
    assert b"Karimi" not in listed.content + one.content
    assert AccessLog.objects.filter(operation="consult", case_id=case).count() == 1


def test_without_the_csrf_token_nothing_is_done(staff: dict[str, Actor]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="officer"))
    answer = post(client, "/screening/register_arrival", arrival())
    assert answer.status_code in {401, 403}
    with seeing_all():
        assert not CaseFile.objects.filter(procedure="screening").exists()


def test_the_contract_names_every_input_it_refers_to(staff: dict[str, Actor]) -> None:
    text = client_of("officer").get(reverse("api-1:openapi-json")).content.decode()
    document = json.loads(text)
    known = set(document["components"]["schemas"])
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.split('"')[0] in known
    assert document["paths"]["/api/v1/screening/register_arrival"]["post"]["x-roles"] == ["BORDER_OFFICER", "SCREENING_OFFICER"]


def test_a_check_of_a_person_nobody_here_knows_is_refused(staff: dict[str, Actor]) -> None:
    answer = post(client_of("protection"), "/needs/record_check", {"person_id": str(uuid.uuid4()), "indicators": ["ALONE"]})
    assert (answer.status_code, answer.json()["code"]) == (404, "unit")
