"""Write docs/generated from the program: procedures with diagrams, actions, gates and clocks; rule rows; the interface for programs.
With --check, fail where a file is not what the program says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from egnatia.kernel.access.roles import FIELD_STAFF
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE, SEVEN
from egnatia.kernel.engine.spec import Action, Procedure, registry
from egnatia.kernel.management.commands.procedures import diagram
from egnatia.overlays.loader import overlay
from egnatia.web import api

FOLDER = settings.PROJECT / "docs" / "generated"
HEAD = "<!-- Made by ./dev docs; do not edit. -->"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        role = settings.EGNATIA_ROLE
        with translation.override("en"):
            files = {f"procedures-{role}.md": procedures(), f"openapi-{role}.json": contract()}
            if settings.IS_NODE:
                files["rules.md"] = rules()
        wrong = [name for name, text in files.items() if self._differs(FOLDER / name, text, write=not options["check"])]
        if wrong and options["check"]:
            raise CommandError(f"not what the program says: {', '.join(wrong)}. Read what changed, then run ./dev docs and commit it.")

    def _differs(self, file: Path, text: str, *, write: bool) -> bool:
        if file.exists() and file.read_text(encoding="utf-8") == text:
            return False
        if write:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return True


def contract() -> str:
    """The OpenAPI document, in a fixed order."""
    schema = api.make().get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(json.loads(json.dumps(schema, default=str)), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _roles(action: Action[Any]) -> str:
    found = sorted(str(one) for one in action.by)
    if action.by >= FIELD_STAFF:
        found = ["all FIELD_STAFF", *(one for one in found if one not in FIELD_STAFF)]
    return ", ".join(found)


def _marks(action: Action[Any]) -> str:
    found = {"exempt from gates": action.exempt, "side by side": action.parallel, "only from inside": action.internal, "asks for a fresh proof": action.step_up}
    return ", ".join(text for text, holds in found.items() if holds)


def _row(action: Action[Any]) -> str:
    target = " or ".join(action.dst) if isinstance(action.dst, tuple) else action.dst or "stays"
    cells = [
        f"`{action.name}` {action.label}",
        ", ".join(one or "(new)" for one in action.src),
        target,
        _roles(action),
        ", ".join(one.code for one in action.gates),
        ", ".join(["starts " + one.code for one in action.starts] + [f"stops {one}" for one in action.stops]),
        _marks(action),
    ]
    return f"| {' | '.join(cells)} |"


def _procedure(procedure: Procedure) -> list[str]:
    gates = {gate.code: gate for action in procedure.actions for gate in action.gates}
    lines = [
        f"## {procedure.label} (`{procedure.code}`)",
        "",
        f"Read by: {', '.join(sorted(procedure.readers))}.",
        "",
        "```mermaid",
        diagram(procedure),
        "```",
        "",
    ]
    lines += ["| Action | From | To | By | Gates | Clocks | |", "|---|---|---|---|---|---|---|", *(_row(action) for action in procedure.actions), ""]
    if gates:
        lines += ["| Gate | Safeguard | Source |", "|---|---|---|", *(f"| {one.code} | {one.title} | {one.source} |" for one in gates.values()), ""]
    if procedure.clocks:
        lines += ["| Clock | What ends | At its end |", "|---|---|---|"]
        lines += [f"| {one.code} | {one.label} | a task{f', and `{one.then}`' if one.then else ''} |" for one in procedure.clocks.values()] + [""]
    return lines


def procedures() -> str:
    lines = [HEAD, f"# Procedures of the {'national node' if settings.IS_NODE else 'regional hub'}", ""]
    for procedure in registry.values():
        lines += _procedure(procedure)
    return "\n".join(lines)


def rules() -> str:
    """The rows that the files seed; what people changed in a deployment's table is on its page “Law and time limits”."""
    lines = [HEAD, "# Rule rows", "", "Unverified until a named person has checked a row against the gazette in the deployment's own table.", ""]
    for country in ("EU", *SEVEN):
        found = overlay(country)
        lines += [f"## {found.name} ({country})", "", "| Rule | Value | Binds | Effect | Source | From | Confidence |", "|---|---|---|---|---|---|---|"]
        for one in found.rules:
            lines.append(f"| {one.code} | {one.value} {one.unit} | {one.binds} | {one.effect} | {one.legal_ref} | {one.valid_from} | {one.confidence} |")
        lines += ["", f"Not known: {', '.join(found.not_known)}." if found.not_known else "", ""]
    return "\n".join([*lines, str(KOSOVO_FOOTNOTE), ""])
