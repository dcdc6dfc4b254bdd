"""The interface for programs: one endpoint for each action of the action table, with the same door behind it as the form.

Sessions and roles are those of the pages. A POST carries ``X-CSRFToken``, ``Idempotency-Key`` (a UUID: the same request again has the same
answer and no second effect) and, for steps that are not taken side by side, ``If-Match`` with the version of the case that was read.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.security import SessionAuth
from pydantic.json_schema import models_json_schema

from egnatia.kernel import cases
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE, Role
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.open import offers
from egnatia.kernel.engine.run import NO_VERSION, run
from egnatia.kernel.engine.spec import Action, Gate, GateResult, clean, registry
from egnatia.kernel.models import CaseFile
from egnatia.web.casework import STATUS
from egnatia.web.queue import wanted_of

PAGE = 100
# No input of any action is nested deeper.
DEEPEST = 12
_REFS = "#/components/schemas/{model}"
_REFUSAL = {
    "type": "object",
    "required": ["code", "text", "errors"],
    "properties": {
        "code": {"type": "string", "description": "unit, role, state, stale, key, input, gate, step-up, signed-out, set-up"},
        "text": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        "gates": {"type": "array", "items": {"type": "object"}},
    },
}
_ANSWER = {
    "type": "object",
    "required": ["case", "repeated"],
    "properties": {"case": {"type": "string", "format": "uuid"}, "repeated": {"type": "boolean"}},
}
_HEADERS = [
    {"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string", "format": "uuid"}},
    {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "Version of the case that was read; only steps taken side by side do without",
    },
]


class _Staff(SessionAuth):
    """Who is signed in; the middleware has looked at roles before. Checks the CSRF token of what changes something."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return getattr(request, "actor", None)


class _Api(NinjaAPI):
    """Adds the inputs of all actions to the schema."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        schema = super().get_openapi_schema(**kwargs)
        _refs, found = _schemas()
        schema.setdefault("components", {}).setdefault("schemas", {}).update(found.get("$defs", {}), Refusal=_REFUSAL, Answer=_ANSWER)
        return schema


def _schemas() -> tuple[dict[Any, Any], dict[str, Any]]:
    """(reference of each action's input, all definitions)."""
    inputs = {action.input for _path, action in _doors()}
    refs, found = models_json_schema([(one, "validation") for one in sorted(inputs, key=_name)], ref_template=_REFS)
    return {model: ref for (model, _mode), ref in refs.items()}, found


def _name(model: type) -> str:
    return f"{model.__module__}.{model.__qualname__}"


def _doors() -> list[tuple[str, Action[Any]]]:
    """(path, action) of every action that a person may take."""
    found = []
    for procedure in registry.values():
        for action in procedure.actions:
            if action.internal or not action.by - {Role.SYSTEM}:
                continue
            if action.opens_case:
                found.append((f"/{procedure.code}/{action.name}", action))
            if set(action.src) - {None}:
                found.append((f"/cases/{{uuid:case_id}}/{procedure.code}/{action.name}", action))
    return found


def _refusal(code: str, text: Any, status: int, errors: dict[str, Any] | None = None, gates: list[dict[str, str]] | None = None) -> JsonResponse:
    told = {"code": code, "text": str(text), "errors": {name: str(why) for name, why in (errors or {}).items()}}
    return JsonResponse(told | ({"gates": gates} if gates else {}), status=status)


def _body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises BadInput."""
    try:
        data = clean(json.loads(request.body or b"{}", parse_constant=lambda _text: None))
        deep = _depth(data) > DEEPEST
    except (ValueError, RecursionError):
        raise refusals.BadInput({"": "Send a JSON object in UTF-8."}) from None
    if deep or not isinstance(data, dict):
        raise refusals.BadInput({"": "Send a JSON object."})
    return data


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(one) for one in inside), default=0)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.headers.get("Idempotency-Key", ""))
    except ValueError:
        raise refusals.BadInput({"Idempotency-Key": "Send a UUID of your own making in this header."}) from None


def _version(request: HttpRequest) -> int:
    text = request.headers.get("If-Match", "").strip().strip('"')
    if text and not re.fullmatch("[0-9]{1,9}", text):
        raise refusals.BadInput({"If-Match": "Send the version of the case that you read: a whole number."})
    return int(text) if text else NO_VERSION


def _gates(closed: Iterable[tuple[Gate, GateResult]]) -> list[dict[str, str]]:
    return [{"code": one.code, "title": str(one.title), "source": one.source, "why": str(got.why)} for one, got in closed]


def _do(request: HttpRequest, action: Action[Any], case_id: UUID | None) -> HttpResponse:
    try:
        answer = run(action, _body(request), actor=actor_here(request), key=_key(request), case_id=case_id, version=_version(request))
    except refusals.Refused as problem:
        return _refusal(problem.code, problem.text, STATUS.get(problem.code, 409), getattr(problem, "errors", {}), _gates(getattr(problem, "closed", [])))
    return JsonResponse({"case": str(answer.case_id), "repeated": answer.repeated})


def _endpoint(action: Action[Any], in_case: bool) -> Callable[..., HttpResponse]:
    if in_case:

        def endpoint(request: HttpRequest, case_id: UUID) -> HttpResponse:
            return _do(request, action, case_id)
    else:

        def endpoint(request: HttpRequest) -> HttpResponse:  # type: ignore[misc]
            return _do(request, action, None)

    endpoint.__name__ = f"{action.procedure.code}_{action.name}"
    endpoint.__doc__ = str(action.hint)
    kinds = {"request": HttpRequest, "case_id": UUID}
    parameters = [one.replace(annotation=kinds[name]) for name, one in inspect.signature(endpoint).parameters.items()]
    endpoint.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return endpoint


def _describe(action: Action[Any], body: dict[str, Any]) -> dict[str, Any]:
    refused = {"description": "Refused", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
    done = {"description": "Done", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}}
    return {
        "parameters": _HEADERS,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": done, **{str(status): refused for status in (401, 403, 404, 409, 422)}},
        "x-roles": sorted(action.by - {Role.SYSTEM}),
        "x-gates": [one.code for one in action.gates],
        "x-purpose": action.purpose,
    }


def make() -> NinjaAPI:
    """The interface of this deployment, from the procedures that it has."""
    api = _Api(title="Egnatia", version="1", docs_url=None, auth=_Staff(), urls_namespace="api-1", openapi_url="/openapi.json")
    bodies, _found = _schemas()
    for path, action in _doors():
        in_case = "case_id" in path
        api.default_router.add_api_operation(
            path,
            ["POST"],
            _endpoint(action, in_case),
            operation_id=f"{'do' if in_case else 'start'}_{action.procedure.code}_{action.name}",
            summary=str(action.label),
            tags=[action.procedure.code],
            openapi_extra=_describe(action, bodies[action.input]),
        )
    api.get("/cases", operation_id="list_cases", summary="Work queue of the unit", tags=["cases"])(list_cases)
    api.get("/cases/{uuid:case_id}", operation_id="read_case", summary="One case: stage, time limits, what may be done", tags=["cases"])(read_case)
    return api


def list_cases(request: HttpRequest, view: str = "", procedure: str = "", state: str = "", page: int = 1) -> HttpResponse:
    """The unit's open cases, the most urgent first; codes alone, no person's data."""
    actor = actor_here(request)
    wanted, _query = wanted_of({"view": view, "procedure": procedure, "state": state})
    start = (min(max(1, page), 100_000) - 1) * PAGE
    return JsonResponse({"cases": [_case(one) for one in cases.queue(actor, wanted, start=start, size=PAGE)], "total": cases.how_many(actor, wanted)})


def _case(case: CaseFile) -> dict[str, Any]:
    return {
        "id": str(case.pk),
        "number": case.number,
        "procedure": case.procedure,
        "state": case.state,
        "version": case.version,
        "opened_at": case.opened_at.isoformat(),
        "due_at": case.due_at.isoformat() if case.due_at else None,
        "late": case.late,
        "waits_for": case.waits_for,
        "holder": str(case.holder_id) if case.holder_id else None,
    }


def read_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Foreign and missing cases look the same: 404."""
    actor = actor_here(request)
    try:
        case = cases.open_case(actor, case_id)
    except CaseFile.DoesNotExist:
        return _refusal("unit", refusals.NotFound.text, 404)
    return JsonResponse(
        _case(case)
        | {
            "clocks": [
                {"code": row.code, "due_at": row.due_at.isoformat(), "state": row.state, "rule": row.rule.legal_ref} for row, _spec in cases.clocks(case)
            ],
            "offers": [{"action": one.action.name, "open": one.is_open, "closed_by": _gates(one.closed_by)} for one in offers(case, actor)],
            "events": [{"sequence": one.sequence, "action": one.action, "at": one.at.isoformat(), "to": one.to_state} for one in cases.events(case)],
        }
    )


def patterns() -> list[URLPattern]:
    """URL patterns of the interface, each with its access rule: the roles of its action, or everybody who is signed in."""
    api = make()
    roles = {path: (action.by - {Role.SYSTEM}, action.purpose) for path, action in _doors()}
    found = []
    for pattern in api.urls[0]:
        path = "/" + re.sub(r"<((?:\w+:)?\w+)>", r"{\1}", str(pattern.pattern))
        who, purpose = roles.get(path, (EVERYONE, Purpose.ADMINISTRATION))
        if isinstance(pattern, URLPattern):
            for_roles(who, purpose, api=True)(pattern.callback)
            found.append(pattern)
    return found
