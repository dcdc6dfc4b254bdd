"""Print the readiness of this node's records under a profile, as counts: readiness EURODAC_2024"""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.node.interop import profiles, readiness


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("profile")

    def handle(self, *args: Any, **options: Any) -> None:
        if not profiles.elements(options["profile"]):
            raise CommandError(f"there is no profile {options['profile']}; there are {', '.join(profiles.titles())}")
        start = time.monotonic()
        results = readiness.examine(options["profile"], lambda done, total: self.stderr.write(f"\r{done} of {total}", ending=""))
        self.stderr.write("")
        for category, one in results.items():
            self.stdout.write(f"{category:<20} {one['records']:>8} records, {one['valid']:>8} valid")
            for element, number in one["lacks"]:
                self.stdout.write(f"{'':<20} {number:>8} × {element}")
        self.stdout.write(f"{time.monotonic() - start:.1f} s")
