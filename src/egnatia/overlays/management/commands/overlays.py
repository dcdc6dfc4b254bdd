"""Show a country's rules, or compare them with the EU reference: overlays show RS · overlays diff RS · overlays gaps RS · overlays seed"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.kernel import moment
from egnatia.kernel.codes.countries import KOSOVO, KOSOVO_FOOTNOTE, SEVEN, UnknownCode, alpha3
from egnatia.kernel.models import Authority, RuleRow
from egnatia.overlays import gaps, loader, report


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["show", "diff", "gaps", "seed"])
        parser.add_argument("country", nargs="?", default="", help="one of the seven, such as RS or SRB; or EU")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "seed":
            self.stdout.write(f"{loader.seed()} rule rows written")
            return
        country = self._country(options["country"])
        getattr(self, options["what"])(country)
        if country == KOSOVO:
            self.stdout.write(str(KOSOVO_FOOTNOTE))

    def _country(self, text: str) -> str:
        if text.upper() == "EU":
            return "EU"
        try:
            code = alpha3(text)
        except UnknownCode as problem:
            raise CommandError(str(problem)) from None
        if code not in SEVEN:
            raise CommandError(f"there is no overlay for {code}; there are EU, {', '.join(SEVEN)}")
        return code

    def show(self, country: str) -> None:
        for row in RuleRow.objects.filter(jurisdiction=country).order_by("code", "valid_from"):
            mark = "SYNTHETIC" if row.synthetic else "verified" if row.verified else "UNVERIFIED"
            self.stdout.write(
                f"{row.code:<26} {row.value:>4} {row.unit:<13} from {row.valid_from} {row.effect:<11} {row.roll:<8} {row.confidence} {mark:<10} {row.legal_ref}"
                + (f" ({row.note})" if row.note else "")
            )
        for code in loader.overlay(country).not_known:
            self.stdout.write(f"{code:<26}    – not known")
        for authority in Authority.objects.filter(jurisdiction=country).order_by("code"):
            self.stdout.write(f"{authority.kind:<12} {authority.name}")

    def diff(self, country: str) -> None:
        lines = report.diff(country, moment.today())
        for line in lines:
            national = f"{line.national.value} {line.national.unit}" if line.national else "–"
            reference = f"{line.reference.value} {line.reference.unit}" if line.reference else "–"
            self.stdout.write(f"{line.code:<26} {national:<18} EU {reference:<18} {line.standing}{', unverified' if line.unverified else ''}")
        counts = {standing: sum(line.standing is standing for line in lines) for standing in report.Standing}
        self.stdout.write(", ".join(f"{count} {standing}" for standing, count in counts.items()) + f", {sum(line.unverified for line in lines)} unverified")

    def gaps(self, country: str) -> None:
        """As JSON, one step each: what a roadmap takes in."""
        found = gaps.plan(gaps.taken_over(country), report.diff(country, moment.today()))
        self.stdout.write(json.dumps(gaps.as_rows(found), ensure_ascii=False, indent=1))
