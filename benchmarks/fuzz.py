"""Schemathesis over every route of a running demonstration's node: no answer may be a 500.

    ./dev demo            (in another terminal, then)
    .venv/bin/python benchmarks/fuzz.py [--requests 50000] [--address http://127.0.0.1:8001]

The interface's own OpenAPI document, and one made from the URL configuration for the pages (their forms with the fields of every action).
Most of the case numbers are real ones. Members of staff with different roles take turns.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import os
import platform
import random
import re
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import requests  # noqa: E402
import schemathesis  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402

STAFF = ("officer", "shift", "medic", "protection", "asylum", "social", "statistician", "approver", "admin")
# Asked for once, these would end the sessions that ask.
LEFT_OUT = {"/sign-out/", "/account/sessions/"}
LEFT_OUT_ENDS = ("/account/suspend", "/account/end_sessions", "/account/password/")
PAGES = """
import json, re
from egnatia.kernel.access.urls import routes
from egnatia.kernel.engine.spec import registry
fields = sorted({name for procedure in registry.values() for action in procedure.actions for name in action.input.model_fields})
print("TOLD" + json.dumps({"routes": [route for route, _view in routes() if not route.startswith("api/")], "fields": fields}))
"""


def pages_document() -> dict[str, Any]:
    """An OpenAPI document of the pages: GET with any query, POST with any form."""
    manage = [str(ROOT / "dev"), "manage", "--node", "RS", "shell", "--no-imports", "-c", PAGES]
    told = json.loads(subprocess.run(manage, capture_output=True, text=True, check=True, cwd=ROOT).stdout.partition("TOLD")[2])
    text = {"type": "string", "maxLength": 60}
    steering = ("_key", "_version", "_draft", "_prefill", "_discard", "next", "language", "text", "name", "login", "password")
    form = {"type": "object", "properties": {name: text for name in (*told["fields"], *steering)}}
    paths: dict[str, Any] = {}
    for route in told["routes"]:
        path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
        if path in LEFT_OUT:
            continue
        inside = [{"name": name, "in": "path", "required": True, "schema": {**text, "minLength": 1}} for name in re.findall(r"{(\w+)}", path)]
        query = [{"name": name, "in": "query", "schema": text} for name in ("page", "tasks", "procedure", "state", "view", "from", "country", "next")]
        answer = {"responses": {"200": {"description": "a page"}}}
        body = {"content": {"application/x-www-form-urlencoded": {"schema": form}}}
        paths[path] = {"get": {"parameters": inside + query, **answer}, "post": {"parameters": inside, "requestBody": body, **answer}}
    return {"openapi": "3.0.3", "info": {"title": "pages", "version": "1"}, "paths": paths}


class Member:
    """A member of staff, signed in again whenever they were signed out."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name
        self.sign_in()

    def sign_in(self) -> None:
        self.session = requests.Session()
        self.session.get(f"{self.address}/sign-in/", timeout=30)
        form = {"login": self.name, "password": "egnatia-demo-only", "csrfmiddlewaretoken": self.token}
        self.session.post(f"{self.address}/sign-in/", data=form, headers={"Referer": self.address}, timeout=30, allow_redirects=False)

    @property
    def token(self) -> str:
        return next((one.value or "" for one in self.session.cookies if one.name.endswith("csrf")), "")

    def cases(self) -> list[str]:
        return sorted(set(re.findall(r"/cases/([0-9a-f-]{36})/", self.session.get(f"{self.address}/", timeout=30).text)))


class Fuzz:
    def __init__(self, address: str) -> None:
        self.address, self.draw = address, random.Random(3)  # noqa: S311
        self.staff = [Member(address, name) for name in STAFF]
        self.turn = itertools.cycle(self.staff)
        self.cases = [case for member in self.staff for case in member.cases()]
        self.sent: collections.Counter[int] = collections.Counter()
        self.broken: collections.Counter[str] = collections.Counter()

    def send(self, case: Any) -> None:
        member = next(self.turn)
        for name in case.path_parameters or {}:
            if "case_id" in name and self.cases and self.draw.random() < 0.7:
                case.path_parameters[name] = self.draw.choice(self.cases)
        headers = {"X-CSRFToken": member.token, "Referer": self.address, "Idempotency-Key": str(uuid.uuid4())}
        try:
            answer = case.call(base_url=self.address, session=member.session, headers=headers, allow_redirects=False, timeout=60)
        except (requests.exceptions.InvalidHeader, requests.exceptions.InvalidURL, UnicodeError, ValueError):
            return  # what no client can send
        self.sent[answer.status_code] += 1
        if answer.status_code >= 500:
            self.broken[f"{case.method} {case.path}"] += 1
            print(f"  {answer.status_code} {case.method} {case.formatted_path} {str(case.body)[:300]!r} {case.query!r}", flush=True)
        if answer.status_code == 401 or "/sign-in/" in answer.headers.get("Location", ""):
            member.sign_in()

    def run(self, documents: list[dict[str, Any]], wanted: int) -> None:
        found = [one.ok() for document in documents for one in schemathesis.openapi.from_dict(document).get_all_operations()]
        operations = [one for one in found if not one.path.endswith(LEFT_OUT_ENDS)]
        each = max(1, wanted // len(operations))
        while sum(self.sent.values()) < wanted:
            for operation in operations:
                self._some(operation, min(each, 250))
            print(f"  {sum(self.sent.values()):,} requests, {sum(self.broken.values())} broken", flush=True)

    def _some(self, operation: Any, number: int) -> None:
        @given(case=operation.as_strategy())
        @settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
        def ask(case: Any) -> None:
            self.send(case)

        ask()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--address", default="http://127.0.0.1:8001")
    options = parser.parse_args()
    found = Fuzz(options.address.rstrip("/"))
    contract = found.staff[0].session.get(f"{found.address}/api/v1/openapi.json", timeout=30).json()
    # Signed in already: made-up session cookies would only be sent to the sign-in page.
    contract.get("components", {}).pop("securitySchemes", None)
    for operations in contract["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    start = time.monotonic()
    found.run([contract, pages_document()], options.requests)
    print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{sum(found.sent.values()):,} requests in {time.monotonic() - start:.0f} s; answers: {dict(sorted(found.sent.items()))}")
    print(f"server errors: {sum(found.broken.values())} {dict(found.broken)}")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
