"""Every URL of a deployment × every role × {own unit, other unit, other agency} and nobody: asked of the running program, written as a table.

The table in docs/generated is reviewed by people; a URL without a line, or an answer that differs from it, fails the test. After a
review: EGNATIA_WRITE_DOCS=1 ./dev test tests/node/test_access_matrix.py tests/hub/test_access_matrix.py
"""

from __future__ import annotations

import fcntl
import os
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.access.urls import Rule, routes, rule_of
from egnatia.kernel.models import CaseFile, Unit, User

PLACES = ("own unit", "other unit", "other agency")
Places = tuple[str, str, str]
ROLES = [role for role in Role if role is not Role.SYSTEM]
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "generated"
HEAD = """# Who opens what: {title}

Made by the test `test_access_matrix` from the URL configuration, by asking the program; reviewed by people. “hidden” looks like a page or case
that does not exist. Pages without a case in their address do not depend on the unit.

| URL | Nobody signed in | Own unit | Other unit | Other agency |
|---|---|---|---|---|"""
# How an answer reads: everything else than these is an open door.
SHUT = {302: "sign in", 401: "sign in", 403: "role", 404: "hidden"}

_READ = {"api/v1/", "api/v1/cases", "api/v1/cases/<uuidstr:case_id>", "api/v1/openapi.json"}


class People:
    """A signed-in client for each role in each unit, made when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Role], Client] = {}

    def client(self, unit: str, role: Role) -> Client:
        if (unit, role) not in self._known:
            user = User.objects.create(username=f"{unit}-{role}".lower(), display_name=str(role), unit=Unit.objects.get(code=unit), roles=[role], demo=True)
            client = self._known[unit, role] = Client()
            client.force_login(user)
            client.get("/progress/")  # the session's own marks are written once, outside what is rolled back
        return self._known[unit, role]


def _version(address: str) -> str:
    """The present version of the case in an address, so that no answer is 'stale'."""
    found = re.search(r"/cases/([0-9a-f-]{36})/", address)
    with seeing_all():
        return str(CaseFile.objects.filter(pk=found[1]).values_list("version", flat=True).first() or "") if found else ""


_POSTED = {
    "filters/",
    "readiness/examine/",
    "asylum/caseload/allocate/",
    "training/trainers/give/",
    "training/sessions/<uuid:case_id>/places/",
    "training/sessions/<uuid:case_id>/results/",
}


def ask(client: Client, route: str, address: str, rule: Rule) -> str:
    """'open', or why not. What the request would change is rolled back."""
    only_post = route in _POSTED or (rule.api and route not in _READ)
    with transaction.atomic():
        if only_post:
            headers = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": _version(address)}
            answer = client.post(address, {} if not rule.api else "{}", content_type="application/json", headers=headers)
        else:
            answer = client.get(address)
        transaction.set_rollback(True)
    if answer.status_code == 302 and "/sign-in/" not in answer["Location"]:
        return "open"
    assert answer.status_code < 500, (route, answer.status_code)
    if answer.status_code == 403 and rule.api and answer.json()["code"] == "step-up":
        return "open"  # after a fresh proof of identity
    return SHUT.get(answer.status_code, "open")


def _cell(answers: dict[Role, str]) -> str:
    opened = [str(role) for role, answer in answers.items() if answer == "open"]
    if set(opened) >= FIELD_STAFF:
        opened = ["all FIELD STAFF", *(one for one in opened if one not in FIELD_STAFF)]
    shut = {answer for answer in answers.values() if answer != "open"}
    text = "everybody" if set(answers.values()) == {"open"} else ", ".join(opened) or "nobody"
    return f"{text} (others: {', '.join(sorted(shut))})" if opened and shut else text if not shut else f"nobody ({', '.join(sorted(shut))})"


def lines(address_of: Callable[[str], str], units_of: Callable[[str], Places], *, part: int = 0, parts: int = 1) -> dict[str, str]:
    """The line of the table for each route of a part; ``units_of`` names own unit, another one and another agency, by code, for a route."""
    nobody, people = Client(), People()
    return {route: _line(nobody, people, route, view, address_of, units_of) for route, view in _sorted()[part::parts]}


def _sorted() -> list[tuple[str, Callable[..., Any]]]:
    return sorted(routes(), key=lambda one: one[0])


def _line(nobody: Client, people: People, route: str, view: Callable[..., Any], address_of: Callable[[str], str], units_of: Callable[[str], Places]) -> str:
    rule = rule_of(view)
    assert rule is not None
    if rule.public:
        return f"| `/{route}` | public: {rule.public} | | | |"
    address = address_of(route)
    units = units_of(route) if "<uuid" in route else units_of(route)[:1]
    cells = [_cell({role: ask(people.client(unit, role), route, address, rule) for role in ROLES}) for unit in units]
    cells += ["as own unit"] * (len(PLACES) - len(units))
    return f"| `/{route}` | {ask(nobody, route, address, rule)} | {' | '.join(cells)} |"


def filled(route: str, values: dict[str, Any]) -> str:
    """The address of a route with its parameters filled in. Raises KeyError for a parameter that the test does not know: add it."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)


def reviewed(name: str, title: str, found: dict[str, str]) -> dict[str, str]:
    """The reviewed lines of the routes that were found, and of routes that are no more; after a review they are written first."""
    file = FOLDER / name
    present = {route for route, _view in _sorted()}
    if os.environ.get("EGNATIA_WRITE_DOCS"):
        with Path(gettempdir(), f"egnatia-{name}.lock").open("w") as lock:  # parts of one table are written by two workers
            fcntl.flock(lock, fcntl.LOCK_EX)
            known = {route: line for route, line in _read(file).items() if route in present} | found
            text = "\n".join([HEAD.format(title=title), *(known[route] for route in sorted(known))])
            file.write_text(text + "\n", encoding="utf-8")
    return {route: line for route, line in _read(file).items() if route in found or route not in present}


def _read(file: Path) -> dict[str, str]:
    rows = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {row.split("`")[1].removeprefix("/"): row for row in rows if row.startswith("| `/")}


def some_id() -> UUID:
    return uuid.UUID("00000000-0000-4000-8000-000000000001")
