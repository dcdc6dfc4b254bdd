"""One person, the staff, a clock that only goes forward, a book that is kept apart from the program, and the promises that both are compared by."""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.node.avrr.models import VoluntaryReturn
from egnatia.node.border.models import BorderAct
from egnatia.node.returns import selectors as returned
from egnatia.node.returns.models import MINIMAL, Datum, Detention, Operation, Returnee, ToldAbroad

CLAIM = "SYNTHETIC-CLAIM words of a claim"
PROMISES = {
    "P1": "no step against a person while somebody's wish, application or appeal stands, by the book",
    "P2": "a wish stops everything in the same step: return, list, request, detention",
    "P3": "no step against a person without a fresh look that found no danger for that country",
    "P4": "no step against a person while a court stays it, or a suspensive appeal, a period or a voluntary return runs",
    "P5": "another state is told nothing while somebody asks, the least of who ever asked, and never a word of a claim",
    "P6": "no clock is moved or left open past its end; no detention goes on past its last day, or longer without an order",
    "P7": "nobody departs without a monitor that was told in time, a doctor's word and papers",
    "P8": "no refusal or hand-back at the border past a wish or a risk",
}
AGAINST = frozenset(
    {"propose", "decide", "enforce", "start_documenting", "order_removal", "lock_manifest", "board", "send", "announce", "confirm_deemed", "order_detention"}
)


class Broken(AssertionError):
    """A promise that the program did not keep."""


@dataclass
class Book:
    """What an observer knows from the steps that were done, apart from the program."""

    asks: bool = False
    ever_asked: bool = False
    heard_at: datetime | None = None
    court: bool = False
    remedy: bool = False
    period_until: datetime | None = None
    appeal_until: datetime | None = None
    danger: dict[str, tuple[datetime, bool]] = field(default_factory=dict)
    new_fact: datetime | None = None
    voluntary: bool = False
    border_wish: bool = False
    border_risk: bool | None = None
    monitor_told: frozenset[UUID] = frozenset()
    fit: bool = False
    papers: bool = False
    extensions: int = 0


@dataclass
class Base:
    """One person at a stage, to begin histories from: ids of what stands there, and what the book holds by then."""

    stage: str
    ids: dict[str, UUID]
    book: Book
    person: UUID


class World:
    """The person, the staff, and a clock that only goes forward."""

    def __init__(self, staff: dict[str, Actor], steps: dict[str, Callable[..., bool]], base: Base | None = None) -> None:
        self.staff, self.steps, self.offset = staff, steps, timedelta()
        self.ids: dict[str, UUID] = dict(base.ids) if base else {}
        self.book = Book(**{**base.book.__dict__, "danger": dict(base.book.danger)}) if base else Book()
        self.person: UUID | None = base.person if base else None
        self.clocks: dict[UUID, datetime] = {}
        self.order: tuple[Any, int] | None = None
        self.done: list[dict[str, Any]] = []
        self.act_was_clear = True
        self.name: dict[str, Any] = {}  # who the person says they are, if not the one of every history
        if base:
            self._remember()

    def now(self) -> datetime:
        return moment.now() + self.offset

    def day(self, days: int = 0) -> str:
        return (self.now() + timedelta(days=days)).date().isoformat()

    def take(self, door: Callable[..., Any], who: str, case: str = "", **data: Any) -> UUID | None:
        """A step by its door: the case's id, or None for a refusal."""
        found = self.ids.get(case) if case else None
        if case and found is None:
            return None
        with contextlib.suppress(refusals.Refused), moment.pretend(self.now()):
            made: UUID = door(data, actor=self.staff[who], key=uuid.uuid4(), case_id=found).case_id
            return made
        return None

    def state(self, case: str) -> str:
        if case not in self.ids:
            return ""
        with seeing_all():
            return CaseFile.objects.values_list("state", flat=True).filter(pk=self.ids[case]).first() or ""

    def row(self) -> Returnee | None:
        with seeing_all():
            return Returnee.objects.filter(return_case=self.ids["return"]).order_by("-booked_at").first() if "return" in self.ids else None

    def _remember(self) -> None:
        with seeing_all():
            self.clocks = dict(ClockRow.objects.filter(case__subject=self.person).values_list("pk", "due_at"))
            one = Detention.objects.filter(pk=self.ids.get("detention")).first() if "detention" in self.ids else None
        self.order = (one.max_on, self.book.extensions) if one else None

    def play(self, step: str, **answers: Any) -> bool:
        """Take a step and check every promise. Raises Broken, and KeyError for a name that is no step."""
        known = self.steps[step]
        told = {"step": step, **answers}
        before = Book(**{**self.book.__dict__, "danger": dict(self.book.danger)})
        done = known(self, **answers)
        self.done.append({**told, "done": done})
        self.check(step if done else "", before)
        return done

    # -- the promises -----------------------------------------------------------------------------------------------------------

    def check(self, step: str, before: Book) -> None:
        if step in AGAINST:
            self._against(step, before)
        self._nothing_goes_on()
        self._told_abroad()
        self._clocks()
        self._departures()
        if step in {"board", "depart"} and not (before.fit and before.papers):
            self.broken("P7", f"{step} without a doctor's word, or papers")
        self._border()
        self._remember()

    def broken(self, promise: str, text: str) -> None:
        raise Broken(f"{promise}: {text}: {json.dumps(self.done, default=str)}")

    def _against(self, step: str, before: Book) -> None:
        if before.asks:
            self.broken("P1", step)
        if step == "order_detention":
            return
        fresh = timedelta(days=2) if step in {"lock_manifest", "board"} else timedelta(days=31)
        looked = before.danger.get("PAK")
        if looked is None or looked[1] or looked[0] < self.now() - fresh or (before.new_fact and before.new_fact >= looked[0]):
            self.broken("P3", step)
        if step in {"propose", "decide"}:
            return
        running = (before.period_until and before.period_until > self.now()) or (before.appeal_until and before.appeal_until > self.now())
        if before.court or before.remedy or running or before.voluntary:
            self.broken("P4", step)

    def _nothing_goes_on(self) -> None:
        if not self.book.asks:
            return
        row, state = self.row(), self.state("return")
        if state and state in (*returned.ENFORCING, *returned.SERVED, *returned.BEFORE_SERVICE):
            self.broken("P2", f"the return is {state}")
        if row is not None and row.status in {"BOOKED", "BOARDED"}:
            self.broken("P2", "still on a list")
        if self.state("readmission") not in {"", "withdrawn", "refused", "lapsed", "transferred", "returned_in_error"}:
            self.broken("P2", "a request stands")
        if self.state("detention") == "detained":
            self.broken("P2", "still detained")

    def _told_abroad(self) -> None:
        with seeing_all():
            found = list(ToldAbroad.objects.filter(person=self.person))
            for one in found:
                if one.kind == ToldAbroad.Kind.WITHDRAWN:
                    if one.items or json.loads(one.content):
                        self.broken("P5", "a withdrawal gave reasons")
                    continue
                if self.book.asks and self.book.heard_at and one.at > self.book.heard_at:
                    self.broken("P5", "told while somebody asks")
                if CLAIM in one.content:
                    self.broken("P5", "words of a claim")
                early = self.book.ever_asked and self.book.heard_at is not None and one.at > self.book.heard_at
                if early and one.country == "PAK" and not set(one.items) <= {*MINIMAL, Datum.TRAVEL}:
                    self.broken("P5", "more than the least")

    def _clocks(self) -> None:
        with seeing_all():
            rows = list(ClockRow.objects.filter(case__subject=self.person))
            held = Detention.objects.filter(pk=self.ids.get("detention")).select_related("case").first() if "detention" in self.ids else None
        for one in rows:
            if one.pk in self.clocks and one.due_at != self.clocks[one.pk]:
                self.broken("P6", f"{one.code} was moved")
            if one.state == ClockRow.State.OPEN and one.due_at <= self.now():
                self.broken("P6", f"{one.code} is open past its end")
        if held is None or held.ordered_at is None:
            return
        if held.case.state == "detained" and held.max_on is not None and held.max_on < self.now().date():
            self.broken("P6", "detained past the last day")
        if self.order and self.order[0] and held.max_on and held.max_on > self.order[0] and self.book.extensions == self.order[1]:
            self.broken("P6", "longer without an order")

    def _departures(self) -> None:
        with seeing_all():
            gone = Operation.objects.filter(pk=self.ids.get("operation"), departed_at__isnull=False).first() if "operation" in self.ids else None
        row = self.row()
        boarded = row is not None and row.status in {"BOARDED", "HANDED_OVER"}
        went = {one.pk for one in (gone,) if one} | ({row.case_id} if boarded and row else set())
        if not went <= self.book.monitor_told:
            self.broken("P7", "no monitor was told")

    def _border(self) -> None:
        with seeing_all():
            decided = BorderAct.objects.filter(pk=self.ids.get("border"), decided_at__isnull=False).exists() if "border" in self.ids else False
        if decided and not self.act_was_clear:
            self.broken("P8", "decided past a wish or a risk")

    def hear(self) -> None:
        """A wish was said and recorded: from now on the book says so."""
        self.book.asks = self.book.ever_asked = True
        self.book.heard_at = self.book.heard_at or self.now()
        self.book.voluntary = self.book.voluntary and self.being_helped()

    def being_helped(self) -> bool:
        with seeing_all():
            return (
                VoluntaryReturn.objects.filter(person=self.person, case__closed=False).exclude(case__state__in=("not_eligible", "departed", "arrived")).exists()
            )
