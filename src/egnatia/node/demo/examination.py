"""What happens to the applications of the synthetic people: heard, weighed, decided and served, each step by its own door at its time in the past."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Application, Fact, Piece
from egnatia.node.coi.models import Document
from egnatia.node.demo import library
from egnatia.node.demo.population import Somebody, is_child
from egnatia.node.interpreting import actions as interpreting
from egnatia.node.protection import actions as needs
from egnatia.node.protection.guardians.selectors import guardian_of

if TYPE_CHECKING:
    from egnatia.node.demo.story import Teller

_FEW = "SYNTHETIC: looked for in the library on the day; nobody else writes on these districts"
_QUESTIONS = ("relevant", "adequate", "current", "sourced", "public", "sound", "impartial", "balanced")
_WEIGHED = {**dict.fromkeys(_QUESTIONS, "YES"), "examined": "UNKNOWN", "function": "RISK", "rests": "OWN", "weight": "SYNTHETIC: on the spot, names its method"}
_WORDS = "they came to our house at night"
_REPORT = f"SYNTHETIC: free narrative.\n\nAsked about May: {_WORDS}.\n\nSYNTHETIC: closing, what happens next."


_REMEDY = {
    "remedy": "SYNTHETIC: where, until when, with what effect",
    "legal_aid": "SYNTHETIC legal aid, telephone",
    "guardian_told": True,
}


@dataclass
class Examination:
    """The part of the story that the asylum authority has."""

    teller: Teller

    def do(self, door: Callable[..., Any], who: str, data: dict[str, Any], case: UUID | None = None) -> UUID:
        return self.teller.do(door, who, data, case)

    def tell(self, one: Somebody, case: UUID, at: datetime, now: datetime) -> None:
        """Interviews that lie ahead, and decisions about those who came first; what is refused is decided by a second officer."""
        if at > now:
            return
        with acting_as(self.teller.staff["asylum"]), moment.pretend(at):
            subject = CaseFile.objects.filter(pk=case).values_list("subject", flat=True).first()
            found = Application.objects.filter(person=subject, case__state="open").values_list("pk", flat=True).first()
            if found is None or subject is None or (one.alone and not guardian_of(subject)):
                return
            self.do(needs.record_check, "asylum", {"person_id": subject, "indicators": ["NONE_SEEN"], "stage": "REGISTRATION"})
            self._plan(one, found, at + timedelta(days=9))
        if at + timedelta(days=9) > now:
            return
        with acting_as(self.teller.staff["asylum"]), moment.pretend(at + timedelta(days=9)):
            self._hear(found)
            status = self.teller.draw.random() < 0.45
            reasons = {"refugee_reasons": "SYNTHETIC", "subsidiary_reasons": "" if status else "SYNTHETIC"}
            if not status and is_child(one, at) and not one.alone:
                return
            outcome = "REFUGEE" if status else self.teller.draw.choice(["SUBSIDIARY", "UNFOUNDED"])
            self._weigh(found, outcome, one.country)
            self.do(deciding.propose, "asylum", {**reasons, "outcome": outcome}, found)
        for who, door, days, data in (
            ("asylum2", deciding.decide, 11, {}),
            ("asylum", deciding.serve, 13, {"language": one.language, "interpreter_present": True, **_REMEDY}),
        ):
            if at + timedelta(days=days) > now:
                return
            with acting_as(self.teller.staff[who]), moment.pretend(at + timedelta(days=days)):
                self.do(door, who, {**data, **({"served_at": moment.now(), "remedy_until": moment.today() + timedelta(days=61)} if data else {})}, found)

    def _plan(self, one: Somebody, case: UUID, at: datetime) -> None:
        """An interview in a room of its own hour, with an interpreter of the pool."""
        room = {"place": f"SYNTHETIC room {self.teller.count}", "language": one.language, "support_told": True, "minutes": 60}
        wanted = self.teller.draw.choice(["ANY", "WOMAN", "MAN"])
        # The next hour in which the interviewer is free.
        for hour in range(200):
            with contextlib.suppress(refusals.GateClosed):
                self.do(hearing.plan_interview, "asylum", {**room, "wanted_sex": wanted, "at": at + timedelta(minutes=61 * hour)}, case)
                break
        request = CaseFile.objects.filter(procedure="interpreting", request__asked_for=case).values_list("pk", flat=True)[0]
        sex = self.teller.draw.choice(["WOMAN", "MAN"])
        checked = {"speaks": True, "no_conflict": True, "confidentiality_signed_on": moment.today(), "agreed_to_other_sex": True}
        self.do(interpreting.book, "asylum", {"interpreter": f"SYNTHETIC {self.teller.count}", "sex": sex, **checked}, request)

    def _hear(self, case: UUID) -> None:
        heard = {"report": _REPORT, "read_back": True, "explained": True, "guardian_present": True}
        self.do(hearing.record_interview, "asylum", {**heard, "held_at": moment.now()}, case)

    def _weigh(self, case: UUID, outcome: str, country: str) -> None:
        """One fact, what bears on it, and what the law makes of it."""
        self.do(weighing.add_fact, "asylum", {"kind": "PAST", "statement": "SYNTHETIC: a search of the house at night", "words": _WORDS}, case)
        fact = Fact.objects.filter(case=case).values_list("pk", flat=True)[0]
        known = Document.objects.filter(withdrawn=False, title=library.TITLE, countries__contains=country).values_list("pk", flat=True)
        paper = known.first() or self._country_report(country)
        self.do(
            weighing.add_evidence,
            "asylum",
            {"fact": fact, "kind": "COI", "bears": "SUPPORTS", "document": paper, "pinpoint": "1", "words": library.QUOTE},
            case,
        )
        piece = Piece.objects.filter(case=case, kind="COI").values_list("pk", flat=True)[0]
        self.do(weighing.weigh_coi, "asylum", {"piece": piece, **_WEIGHED}, case)
        found: dict[str, Any] = dict.fromkeys(("detail", "internal", "external"), "SUPPORTS")
        self.do(
            weighing.assess_fact,
            "asylum",
            {"fact": fact, **found, "plausible": "NEUTRAL", "factors": ["NONE"], "explained": True, "outcome": "ACCEPTED", "reasons": "SYNTHETIC"},
            case,
        )
        laws: dict[str, dict[str, Any]] = {
            "REFUGEE": {"acts": ["9.2.a"], "reasons": ["10.e"], "actors": ["6.a"], "protection": "NO", "alternative": "NO"},
            "SUBSIDIARY": {"harms": ["15.c"], "actors": ["6.b"], "protection": "NO", "alternative": "NO"},
            "UNFOUNDED": {"protection": "YES", "alternative": "OPEN"},
        }
        self.do(weighing.analyse, "asylum", {"risk": "SYNTHETIC", "text": "SYNTHETIC", "few_sources": _FEW, **laws[outcome]}, case)

    def _country_report(self, country: str) -> UUID:
        return library.put(self.teller.staff["asylum"], country, library.TITLE, f"SYNTHETIC, {country}. {library.QUOTE}")
