"""Check a document's code without any connection: check_document CODE --key documents.pub [--name "…" --birth 1990-05-03]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.node.registration import authentic


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--key", type=Path, help="the authority's documents.pub; without it, this deployment's own")
        parser.add_argument("--name", default="")
        parser.add_argument("--birth", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = options["key"].read_bytes() if options["key"] else authentic.public()
            printed = authentic.check(options["code"], key, options["name"], options["birth"])
        except (authentic.NotAuthentic, OSError) as problem:
            raise CommandError(f"not genuine: {problem}") from None
        self.stdout.write(f"genuine: {printed.number}, {printed.kind}, {printed.country}, issued {printed.issued_on}")
