"""Read published files (Frontex, UNHCR, Eurostat) into the region's history: import_series FILE [FILE …]"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.hub.statistics.importing import import_file
from egnatia.hub.statistics.series import BadFile


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for path in options["files"]:
            try:
                file, new = import_file(path.read_bytes(), path.name)
            except OSError as problem:
                failed += 1
                self.stderr.write(f"{path}: cannot be read: {problem.strerror}")
            except BadFile as problem:
                failed += 1
                self.stderr.write(f"{path.name}: {problem}. Nothing of this file was stored.")
            else:
                self.stdout.write(f"{path.name}: {file.source} {file.dataset}, {file.rows} rows{'' if new else ' (already here, nothing changed)'}")
        if failed:
            raise CommandError(f"{failed} file(s) could not be read")
