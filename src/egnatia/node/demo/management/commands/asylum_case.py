"""One SYNTHETIC person to be walked through the asylum procedure by hand: asylum_case --seed makes the arrival and what can be cited,
asylum_case --result CASE tells as JSON how the examination of that person stands, to be compared with what was expected."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.models import CaseFile, ClockRow, Event
from egnatia.node.asylum.models import Appeal, Application, Decision, Fact, Interview, Piece
from egnatia.node.demo.library import shelve
from egnatia.node.demo.story import accounts
from egnatia.node.screening import actions as screening

PERSON = {
    "family_name": "Rahimi",
    "given_names": "Farid",
    "original_script": "فرید رحیمی",
    "birth": {"year": "1991", "month": "4", "day": "9"},
    "place_of_birth": "SYNTHETIC town",
    "sex": 1,
    "citizenship": "AFG",
    "language": "prs",
    "reason": "UNAUTH_CROSSING",
    "place": "SYNTHETIC border stone",
    "synthetic": True,
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", action="store_true")
        parser.add_argument("--result", metavar="CASE")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EGNATIA_DEMO:
            raise CommandError("synthetic people exist in a demonstration only (EGNATIA_DEMO=1)")
        if not (options["seed"] or options["result"]):
            raise CommandError("say --seed, or --result with the number of a case")
        told = _seed() if options["seed"] else _result(options["result"])
        self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True))


def _seed() -> dict[str, str]:
    """The arrival, and a document of country information."""
    staff = accounts()
    case = screening.register_arrival({**PERSON, "arrived_at": moment.now() - timedelta(hours=2)}, actor=staff["officer"], key=uuid.uuid4()).case_id
    shelve(staff)
    with acting_as(SYSTEM):
        return {"case": str(case), "number": CaseFile.objects.get(pk=case).number}


def _result(number: str) -> dict[str, Any]:
    """What was recorded, without days and names: the same walk gives the same answer."""
    with acting_as(SYSTEM):
        start = CaseFile.objects.filter(number=number).first()
        one = Application.objects.filter(person=start.subject).order_by("-lodged_at").first() if start else None
        if start is None or one is None:
            raise CommandError(f"there is no examination of the person of case {number}")
        case = one.case_id
        decision = Decision.objects.filter(case=case, returned=False, annulled_at=None).first()
        return {
            "state": CaseFile.objects.get(pk=case).state,
            "steps": list(Event.objects.filter(case=case).order_by("sequence").values_list("action", flat=True)),
            "route": one.route,
            "interviews_read_back": Interview.objects.filter(case=case, read_back=True).count(),
            "facts": [f"{fact.number} {fact.outcome}" for fact in Fact.objects.filter(case=case, is_struck=False).order_by("number")],
            "evidence": sorted(Piece.objects.filter(case=case).values_list("kind", flat=True)),
            "outcome": decision.outcome if decision else None,
            "two_people": bool(decision and decision.decided_by and decision.decided_by != decision.proposed_by),
            "served_in": decision.served_language if decision else None,
            "remedy_told": bool(decision and decision.remedy_told),
            "clocks": sorted(f"{code} {rule} {state}" for code, rule, state in ClockRow.objects.filter(case=case).values_list("code", "rule__code", "state")),
            "appeals": list(Appeal.objects.filter(case=case).values_list("remains", flat=True)),
        }
