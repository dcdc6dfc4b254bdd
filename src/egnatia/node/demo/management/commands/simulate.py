"""Random histories of one person over border, asylum, referral, voluntary return, return, detention, readmission and operation, each rolled back and
checked against the promises P1 to P8: simulate --seed N --histories M. With --file a
history of somebody else's, one JSON step a line; --steps lists what can be done."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.node.demo import histories
from egnatia.node.demo.histories.steps import CHOICES
from egnatia.node.demo.library import shelve
from egnatia.node.demo.story import accounts


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--histories", type=int, default=100)
        parser.add_argument("--length", type=int, default=10, help="steps of a history, from a person at a stage on")
        parser.add_argument("--file", type=Path, help="one history: a JSON object with “step” and its answers in each line")
        parser.add_argument("--walk", choices=histories.STAGES, help="walk one person to a stage and leave it there; tells its cases")
        parser.add_argument("--steps", action="store_true", help="what can be done, with the answers that are drawn from")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EGNATIA_DEMO:
            raise CommandError("histories are played in a demonstration only (EGNATIA_DEMO=1)")
        if options["steps"]:
            told: Any = {name: CHOICES.get(name, {}) for name in histories.STEPS}
        elif options["walk"]:
            shelve(accounts())
            with transaction.atomic():
                told = histories.base(accounts(), options["walk"], given_names="Walked").ids
        elif options["file"]:
            told = self._file(options["file"])
        else:
            told = self._random(options["seed"], options["histories"], options["length"])
        self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False, default=str))

    def _file(self, file: Path) -> dict[str, Any]:
        try:
            steps = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
            raise CommandError(f"{file}: {problem}") from None
        if not all(isinstance(one, dict) and one.get("step") in histories.STEPS for one in steps):
            raise CommandError("each line has “step”, one of: " + ", ".join(histories.STEPS))
        staff = accounts()
        shelve(staff)
        with transaction.atomic(), acting_as(SYSTEM):
            try:
                return {"promises": histories.PROMISES, "broken": None, "history": histories.played(staff, steps)}
            except histories.Broken as problem:
                return {"promises": histories.PROMISES, "broken": str(problem)}
            except TypeError as problem:
                raise CommandError(f"a step does not know this answer: {problem}") from None

    def _random(self, seed: int, number: int, length: int) -> dict[str, Any]:
        staff, broken, done, started = accounts(), [], Counter[str](), time.monotonic()
        shelve(staff)
        with transaction.atomic():
            bases = [histories.base(staff, stage) for stage in histories.STAGES]
            for one in range(number):
                try:
                    steps = histories.history(staff, bases[one % len(bases)], seed * 1_000_003 + one, length)
                except histories.Broken as problem:
                    broken.append(f"history {one}: {problem}")
                    continue
                done.update(f"{step['step']} {'done' if step['done'] else 'refused'}" for step in steps)
            transaction.set_rollback(True)
        seconds = round(time.monotonic() - started, 1)
        told = {"seed": seed, "histories": number, "seconds": seconds, "promises": histories.PROMISES, "broken": broken}
        return {**told, "steps": dict(sorted(done.items()))}
