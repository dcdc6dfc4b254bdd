"""The interpreters of a demonstration: SYNTHETIC people with rooms, languages and hours of the next two weeks, and what is asked of the pool."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from egnatia.kernel import moment
from egnatia.kernel.access.actor import acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreters.models import Premises
from egnatia.node.interpreters.register import actions as register
from egnatia.node.interpreting import actions as requests
from egnatia.node.interpreting.models import Sex
from egnatia.node.interpreting.pool import actions as asking

if TYPE_CHECKING:
    from egnatia.node.demo.story import Teller

# Code, name, latitude, longitude: towns, not offices.
_PLACES = {
    "SRB": (("BEG", "Beograd", 44.81, 20.46), ("PRE", "Preševo", 42.31, 21.65)),
    "MKD": (("SKP", "Skopje", 41.99, 21.43), ("GEV", "Gevgelija", 41.14, 22.50)),
    "ALB": (("TIA", "Tirana", 41.33, 19.82),),
    "BIH": (("SJJ", "Sarajevo", 43.86, 18.41),),
    "XKX": (("PRN", "Prishtina", 42.66, 21.17),),
    "MNE": (("TGD", "Podgorica", 42.44, 19.26),),
    "TUR": (("EDI", "Edirne", 41.68, 26.56),),
}
# Sex, languages with levels, hours; the first two have accounts of their own.
_PEOPLE: tuple[tuple[str, dict[str, int], str, str], ...] = (
    ("F", {"prs": 4, "pes": 3}, "8:00", "16:00"),
    ("M", {"pbu": 3, "prs": 2}, "9:00", "17:00"),
    ("M", {"arb": 4, "apc": 3, "acm": 2}, "8:00", "14:00"),
    ("F", {"pes": 4}, "10:00", "18:00"),
)
_EVERY_DAY = list("0123456")


def enrol(teller: Teller) -> None:
    """Premises and interpreters. Safe to run again."""
    who, today = "interpreters", pool.now_here(moment.now())[0]
    places = _PLACES[settings.EGNATIA_COUNTRY]
    with acting_as(teller.staff[who]):
        if Premises.objects.exists():
            return
    for number, (code, name, latitude, longitude) in enumerate(places):
        told = {"code": code, "name": f"SYNTHETIC office {name}", "latitude": latitude, "longitude": longitude, "rooms": 3, "opens": "7:00", "closes": "20:00"}
        teller.do(register.add_premises, who, {**told, "given_unasked": number == 0})
    for number, (sex, spoken, begins, ends) in enumerate(_PEOPLE):
        home = f"{settings.EGNATIA_COUNTRY}-{places[number % len(places)][0]}"
        person = {"name": f"SYNTHETIC interpreter {number + 1}", "sex": sex, "home": home, "modes": ["site", "video"], "cents_an_hour": 1800}
        case = teller.do(register.enrol, who, person)
        for language, level in spoken.items():
            teller.do(register.add_skill, who, {"language": language, "level": level, "tested_on": today - timedelta(days=90)}, case)
        signed = dict.fromkeys(("oath_on", "conduct_on", "trained_on"), today - timedelta(days=60))
        teller.do(register.vet, who, {**signed, "vetted_until": today + timedelta(days=20 if number == 3 else 400)}, case)
        if number < 2:
            teller.do(register.give_queue, who, {"unit": f"INTERPRETER-{number + 1}"}, case)
        hours = {"since": today, "until": today + timedelta(days=14), "weekdays": _EVERY_DAY, "begins": begins, "ends": ends}
        teller.do(register.offer_hours, who, hours, case)


def ask(teller: Teller) -> None:
    """A few people who were screened lately need an interpreter tomorrow and the day after."""
    who = "officer"
    with acting_as(teller.staff[who]):
        found = list(CaseFile.objects.filter(procedure="screening", subject__isnull=False).order_by("-opened_at").values_list("pk", "subject")[:5])
    for number, (case, person) in enumerate(found):
        _one(teller, who, case, person, number)


def _one(teller: Teller, who: str, case: UUID, person: UUID | None, number: int) -> None:
    day = pool.now_here(moment.now())[0] + timedelta(days=1 + number % 2)
    at = pool.moment_of(day, 600 + 60 * number)
    told: dict[str, Any] = {"asked_for": case, "person_id": person, "language": ("prs", "pbu", "prs", "urd", "apc")[number]}
    how = {"wanted_sex": Sex.ANY, "mode": "PRESENT", "begins": at, "ends": at + timedelta(minutes=60), "place": "SYNTHETIC office"}
    request = teller.do(requests.request, who, {**told, **how})
    home = f"{settings.EGNATIA_COUNTRY}-{_PLACES[settings.EGNATIA_COUNTRY][0][0]}"
    window = {"earliest": pool.clock(540 + 60 * number), "latest": pool.clock(780 + 60 * number)}
    teller.do(asking.ask_pool, who, {"premises": home, **window, "modes": ["site", "video"], "urgency": 3}, request)
