"""The open part of the service directory as files that any HSDS 3.0 validator reads: ./dev manage directory FOLDER."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.node.referral.directory import hsds


class Command(BaseCommand):
    help = "Write each open service as FOLDER/service/<id>.json (HSDS 3.0). Confidential services are in no file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        target = folder / "service"
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CommandError(f"{target} cannot be made: {problem.strerror}") from None
        with acting_as(SYSTEM):
            found = hsds.export()
        for one in found:
            (target / f"{one['id']}.json").write_text(json.dumps(one, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(found)} services in {target}")
