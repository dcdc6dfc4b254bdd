"""Some of the synthetic people go back of their own will; some take it back on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import acting_as
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr.mechanism import actions as mechanism
from egnatia.node.avrr.models import Item, Resumes, SopAdoption, Topic
from egnatia.node.avrr.reintegration import actions as plans
from egnatia.node.demo.population import Somebody

if TYPE_CHECKING:
    from egnatia.node.demo.story import Teller

_DIFFERENCES = (
    ("DOCUMENT", "OTHER_BODY", "SYNTHETIC: the police asks the consulate"),
    ("OUTREACH", "MORE", "SYNTHETIC: mobile teams come twice a week"),
)
_IDENTITY = [Item.NAME, Item.BIRTH, Item.SEX, Item.NATIONALITY]


def walk(teller: Teller, one: Somebody, source: UUID, who: str, at: datetime, now: datetime) -> None:
    """From the question to a plan there, as far as time has come; about a quarter take it back."""
    if at > now:
        return
    with acting_as(teller.staff[who]), moment.pretend(at):
        case = teller.do(avrr.open_enquiry, who, {"source_case": source, "asked": True})
    ends = teller.draw.choice([4, 99, 99, 99])
    told = {"topics": list(Topic), "resumes": [Resumes.NOTHING], "language": one.language, "interpreter_present": True, "alone": True}
    days = 12
    travel = at + timedelta(days=days)
    shared = {"purpose": "SYNTHETIC", "language": one.language, "ground": "CONSENT", "until": (travel + timedelta(days=200)).date()}
    fit = {"result": "FIT", "mode": "AIR", "valid_until": (travel + timedelta(days=20)).date(), "examiner": "SYNTHETIC doctor"}
    risk = {"danger": "NO", "reasons": "SYNTHETIC: nothing named, nothing known"}
    steps: list[tuple[int, Callable[..., Any], dict[str, Any]]] = [
        (1, avrr.counsel, told),
        (2, avrr.apply, {"country": one.country, "language": one.language, "signed": True}),
        (2, avrr.check_risk, risk),
        (3, avrr.decide_eligibility, {"eligible": "YES", "reason": "SYNTHETIC: no means to travel"}),
        (3, avrr.agree_sharing, {"to": "CONSULATE", "items": _IDENTITY, **shared}),
        (4, avrr.ask_document, {"items": _IDENTITY}),
        (8, avrr.note_document, {"issued": "YES", "valid_until": (travel + timedelta(days=60)).date()}),
        (9, avrr.record_fitness, {**fit, "examined_on": (at + timedelta(days=9)).date()}),
        (9, avrr.note_ready, {}),
        (10, avrr.book, {"travel_on": travel.date(), "mode": "AIR", "itinerary": "SYNTHETIC"}),
        (10, avrr.agree_sharing, {"to": "PARTNER", "items": [Item.NAME, Item.NEEDS], **shared}),
        (days, avrr.check_risk, risk),
        (days, avrr.depart, {}),
        (days + 1, avrr.note_arrival, {"on": (travel + timedelta(days=1)).date()}),
    ]
    for number, (day, door, data) in enumerate(steps):
        when = at + timedelta(days=day)
        if when > now:
            return
        with acting_as(teller.staff["counsellor"]), moment.pretend(when):
            if number == ends:
                teller.do(avrr.withdraw, "counsellor", {}, case)
                return
            teller.do(door, "counsellor", data, case)
    if travel + timedelta(days=3) < now:
        with acting_as(teller.staff["counsellor"]), moment.pretend(travel + timedelta(days=2)):
            plan = teller.do(plans.open_plan, "counsellor", {"travel_case": case, "partner": "PARTNER", "goals": "SYNTHETIC: a small shop"})
        with acting_as(teller.staff["partner"]), moment.pretend(travel + timedelta(days=3)):
            line = {"dimension": "ECONOMIC", "measure": "BUSINESS", "text": "SYNTHETIC shop", "budgeted": "1500"}
            teller.do(plans.add_line, "partner", line, plan)
            teller.do(plans.ask_validation, "partner", {}, plan)
        if travel + timedelta(days=5) < now:
            with acting_as(teller.staff["counsellor2"]), moment.pretend(travel + timedelta(days=4)):
                teller.do(plans.validate_plan, "counsellor2", {"approve": "YES"}, plan)


def adopt(teller: Teller) -> None:
    """The harmonised procedure, as the hub told it, with what differs here: by two legal officers."""
    with acting_as(teller.staff["legal"]):
        case = SopAdoption.objects.filter(adopted_at=None).values_list("pk", flat=True).first()
    if case is None:
        return
    for step, kind, text in _DIFFERENCES:
        teller.do(mechanism.note_difference, "legal", {"step": step, "kind": kind, "text": text}, case)
    teller.do(mechanism.prepare, "legal", {"since": moment.today()}, case)
    teller.staff["legal2"] = replace(teller.staff["legal2"], confirmed_at=timezone.now())
    teller.do(mechanism.adopt, "legal2", {}, case)
