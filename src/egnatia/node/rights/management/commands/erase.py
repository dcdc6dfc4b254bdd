"""Erase what is due now, or tell what would be; after a restored backup, erase again what had been erased."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.node.rights import erasure, retention


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only tell the case numbers")
        parser.add_argument("--again", action="store_true", help="after a restored backup: what its own list says was erased")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            with acting_as(SYSTEM):
                for one in retention.due():
                    self.stdout.write(f"{one.number}\t{one.category}\t{one.stays or 'erased tonight'}")
            return
        done, stays = erasure.again() if options["again"] else (erasure.run(), [])
        self.stdout.write(f"erased: {done}")
        for kept in stays:
            self.stdout.write(f"stays, open or held: {kept}")
