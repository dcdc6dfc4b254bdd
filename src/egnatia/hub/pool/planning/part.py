"""A part of a plan as a CP-SAT model: a few interpreters on one day, what they do, and what they could do of what nobody serves yet.

Optional intervals of session and rest without overlap for each interpreter; one place away from home a day, or two that are close, from which video sessions
are held too; the day is shorter by the way there and back. Rooms are modelled where they could run out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from egnatia.hub.pool.planning.board import SLOTS, Board
from egnatia.hub.pool.planning.problem import ENTRY, SLOT, Booking, Instance, Interpreter, Mode, Plan, Request
from egnatia.hub.pool.planning.worth import Worth


@dataclass(frozen=True)
class Part:
    """Interpreters that are free to change on a day, the requests that may move, those that stand as they are, and those that nobody serves."""

    day: int
    people: tuple[int, ...]
    moving: tuple[int, ...]
    standing: tuple[int, ...]
    waiting: tuple[int, ...]

    @property
    def requests(self) -> tuple[int, ...]:
        return (*self.moving, *self.waiting)


class Model:
    """Built from a board that does not change the part's people and requests until it is solved."""

    def __init__(self, board: Board, worth: Worth, part: Part) -> None:
        self.board, self.worth, self.part = board, worth, part
        self.instance: Instance = board.instance
        self.model = cp_model.CpModel()
        self.people = [self.instance.interpreters[number] for number in part.people]
        self.start: dict[int, Any] = {}
        self.takes: dict[tuple[int, int, Mode], Any] = {}
        self.served: dict[int, Any] = {}
        self.away: dict[tuple[int, str], Any] = {}
        self.moves: dict[tuple[int, str, str], Any] = {}
        self.moved_at: dict[int, Any] = {}
        self.gains: list[Any] = []
        self._busy: dict[int, list[Any]] = defaultdict(list)
        for number in part.requests:
            self._request(self.instance.requests[number])
        for who in self.people:
            self._interpreter(who)
        self._rooms()
        self._hint()
        self.model.maximize(sum(self.gains))

    def _request(self, request: Request) -> None:
        model, instance = self.model, self.instance
        able = [who for who in self.people if instance.may(who, request)]
        options = [(who, mode, span) for who in able for mode in Mode if (span := instance.starts(who, request, mode, self._place(who, request, mode)))]
        if len({who.number for who, _mode, _span in options}) < request.people:
            return
        first, last = min(span.start for _w, _m, span in options) // SLOT, max(span[-1] for _w, _m, span in options) // SLOT
        begins = self.start[request.number] = model.new_int_var(first, last, "")
        seats: dict[int, list[Any]] = defaultdict(list)
        for who, mode, span in options:
            takes = self.takes[request.number, who.number, mode] = model.new_bool_var("")
            seats[who.number].append(takes)
            if span.start // SLOT > first:
                model.add(begins >= span.start // SLOT).only_enforce_if(takes)
            if span[-1] // SLOT < last:
                model.add(begins <= span[-1] // SLOT).only_enforce_if(takes)
            if mode is Mode.SITE:
                model.add_implication(takes, self._away(who, request.premises))
            length = (instance.span(request, mode) + instance.rest(request)) // SLOT
            self._busy[who.number].append(model.new_optional_fixed_size_interval_var(begins, length, takes, ""))
            self.gains.append(self.worth.seat(request, who) * takes)
        every = [takes for each in seats.values() for takes in each]
        if request.people == 1:
            model.add_at_most_one(every)
            self.served[request.number] = sum(every)
        else:
            self._several(request, seats)
        if request.number in self.worth.aims.keep and request.number in self.part.moving:
            model.add(self.served[request.number] == 1)
        self._same_time(request, seats)

    def _several(self, request: Request, seats: dict[int, list[Any]]) -> None:
        """As many as it needs, in one way, or nobody."""
        model, served = self.model, self.model.new_bool_var("")
        self.served[request.number] = served
        for each in seats.values():
            model.add_at_most_one(each)
        model.add(sum(takes for each in seats.values() for takes in each) == request.people * served)
        on_site = model.new_bool_var("")
        for (number, _who, mode), takes in self.takes.items():
            if number == request.number:
                model.add_implication(takes, on_site if mode is Mode.SITE else on_site.negated())

    def _same_time(self, request: Request, seats: dict[int, list[Any]]) -> None:
        """Another time for the same people costs half of what other people cost."""
        stood, change = self.worth.aims.stands.get(request.number), self.worth.aims.change // 2
        if not stood or not change or not set(stood.interpreters) <= set(seats):
            return
        same, moved = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.model.add(self.start[request.number] == stood.start // SLOT).only_enforce_if(same)
        theirs = sum(takes for who in stood.interpreters for takes in seats[who])
        self.model.add(moved >= theirs - (request.people - 1) - same)
        self.gains.append(-change * moved)

    def _place(self, who: Interpreter, request: Request, mode: Mode) -> str:
        return request.premises if mode is Mode.SITE else who.home

    def _away(self, who: Interpreter, place: str) -> Any:
        if (who.number, place) not in self.away:
            self.away[who.number, place] = self.model.new_bool_var("")
            self.gains.append(-2 * self.instance.rules.travel * self.instance.travel(who.home, place) * self.away[who.number, place])
        return self.away[who.number, place]

    def _interpreter(self, who: Interpreter) -> None:
        model, instance, rules, day = self.model, self.instance, self.instance.rules, self.part.day
        mine = [(instance.requests[number], mode, takes) for (number, other, mode), takes in self.takes.items() if other == who.number]
        fixed_minutes, fixed_video = self._standing(who)
        places = [(place, there) for (other, place), there in self.away.items() if other == who.number]
        saved = self._places(who, mine, places)
        self._hours(who, mine, places)
        if not mine:
            return
        model.add_no_overlap(self._busy[who.number])
        total = sum(takes * (request.minutes // SLOT) for request, _mode, takes in mine)
        model.add(total <= (rules.most_a_day - fixed_minutes) // SLOT)
        by_video = [takes * (request.minutes // SLOT) for request, mode, takes in mine if mode is Mode.VIDEO]
        if by_video:
            model.add(sum(by_video) <= (rules.most_by_video - fixed_video) // SLOT)
        # Session and rest fill the day, less the way there and back; the last rest may run over its end.
        long = max(instance.rest(request) for request, _mode, _takes in mine)
        begins, ends = who.days[day]
        filled = sum(takes * ((instance.span(request, mode) + instance.rest(request)) // SLOT) for request, mode, takes in mine)
        ways = sum(there * (2 * instance.travel(who.home, place) // SLOT) for place, there in places)
        less = sum(goes * -(-minutes // SLOT) for goes, minutes in saved)
        model.add(filled + ways - less <= (ends - begins + long) // SLOT + 1)
        elsewhere = self.board.week[who.number] - sum(instance.requests[number].minutes for number in self._held(who))
        model.add(total <= (rules.most_a_week - elsewhere) // SLOT)
        over = elsewhere - self.worth.fair[who.number]
        if over + rules.most_a_day > 0 and rules.unfair:
            above = model.new_int_var(0, rules.most_a_week, "")
            model.add(above >= SLOT * total + over)
            self.gains.append(-rules.unfair * above)

    def _places(self, who: Interpreter, mine: list[tuple[Request, Mode, Any]], places: list[tuple[str, Any]]) -> list[tuple[Any, int]]:
        """One place a day, or two that are close, the second after the first; (goes on, minutes saved on the road) for each way from one to the other."""
        model, instance = self.model, self.instance
        moves: list[tuple[Any, str, str]] = []
        for (one, here), (other, there) in combinations(places, 2):
            if not 0 < instance.travel(one, other) <= instance.rules.near:
                model.add_bool_or([here.negated(), there.negated()])
                continue
            both = [(model.new_bool_var(""), one, other), (model.new_bool_var(""), other, one)]
            model.add_bool_or([here.negated(), there.negated(), *(goes for goes, _from, _to in both)])
            for goes, _from, _to in both:
                model.add_implication(goes, here)
                model.add_implication(goes, there)
            moves += both
        if len(places) > 2:
            model.add(sum(there for _place, there in places) <= 2)
        if not moves:
            return []
        model.add_at_most_one(goes for goes, _from, _to in moves)
        when = self.moved_at[who.number] = model.new_int_var(0, SLOTS, "")
        saved = []
        for goes, one, other in moves:
            self.moves[who.number, one, other] = goes
            # The rest before it is part of the session's own interval.
            length = max(1, -(-(instance.travel(one, other) + ENTRY - instance.rules.rest) // SLOT))
            self._busy[who.number].append(model.new_optional_fixed_size_interval_var(when, length, goes, ""))
            for request, mode, takes in mine:
                if mode is Mode.SITE and request.premises in (one, other):
                    before = request.premises == one
                    start = self.start[request.number]
                    model.add(start < when if before else start > when).only_enforce_if(takes, goes)
            for number in self.part.standing:
                booking = self.board.plan[number]
                place = dict(booking.seats).get(who.number)
                if place in (one, other):
                    model.add(when > booking.start // SLOT if place == one else when < booking.start // SLOT).only_enforce_if(goes)
            minutes = instance.travel(who.home, one) + instance.travel(who.home, other) - instance.travel(one, other)
            self.gains.append(instance.rules.travel * minutes * goes)
            saved.append((goes, minutes))
        return saved

    def _held(self, who: Interpreter) -> list[int]:
        return [number for number in self.part.moving if who.number in self.board.plan[number].interpreters]

    def _standing(self, who: Interpreter) -> tuple[int, int]:
        """Bookings that stay as they are take their time, their place and their share of the day."""
        minutes = video = 0
        for number in self.part.standing:
            booking, request = self.board.plan[number], self.instance.requests[number]
            if who.number not in booking.interpreters:
                continue
            length = (self.instance.span(request, booking.mode) + self.instance.rest(request)) // SLOT
            self._busy[who.number].append(self.model.new_fixed_size_interval_var(booking.start // SLOT, length, ""))
            minutes += request.minutes
            video += request.minutes if booking.mode is Mode.VIDEO else 0
            place = dict(booking.seats)[who.number]
            if place != who.home or booking.mode is Mode.SITE:
                self.model.add(self._away(who, place) == 1)
        return minutes, video

    def _hours(self, who: Interpreter, mine: list[tuple[Request, Mode, Any]], places: list[tuple[str, Any]]) -> None:
        """By video from home or from the place of the day: in the hours of that place, on its way."""
        opens, closes = self.instance.hours_at(who, self.part.day, who.home)
        shift = [(there, self.instance.hours_at(who, self.part.day, place)) for place, there in places if place != who.home]
        if not shift:
            return
        for request, mode, takes in mine:
            for there, (begins, ends) in shift if mode is Mode.VIDEO else ():
                start, span = self.start[request.number], self.instance.span(request, mode)
                if begins > opens:
                    self.model.add(start >= begins // SLOT).only_enforce_if(takes, there)
                if ends < closes:
                    self.model.add(start <= (ends - span) // SLOT).only_enforce_if(takes, there)
        for number in self.part.standing:
            booking = self.board.plan[number]
            if booking.mode is Mode.VIDEO and (who.number, who.home) in booking.seats:
                for there, _hours in shift:
                    self.model.add(there == 0)

    def _rooms(self) -> None:
        """Each interpreter is in one room at most: where as many rooms are free as people could come, nothing can run out."""
        free = self._free_rooms()
        for place, left in free.items():
            could = {who for who, where in self.away if where == place} | {who.number for who in self.people if who.home == place}
            if min(left) >= len(could):
                continue
            intervals = self._users(place)
            demands = [1] * len(intervals)
            rooms = self.instance.premises[place].rooms
            for slot in range(SLOTS):
                if left[slot] < rooms:
                    intervals.append(self.model.new_fixed_size_interval_var(slot, 1, ""))
                    demands.append(rooms - left[slot])
            self.model.add_cumulative(intervals, demands, rooms)

    def _free_rooms(self) -> dict[str, list[int]]:
        places = {place for _who, place in self.away} | {who.home for who in self.people}
        mine = [session for who in self.part.people for session in self.board.days.get((who, self.part.day), ()) if session.request in self.part.moving]
        free = {}
        for place in sorted(places):
            left = [self.instance.premises[place].rooms - taken for taken in self.board.rooms[place, self.part.day]]
            for session in mine:
                if session.place == place and session.takes_room:
                    for slot in range(session.start // SLOT, -(-session.end // SLOT)):
                        left[slot] += 1
            free[place] = left
        return free

    def _users(self, place: str) -> list[Any]:
        found = []
        for (number, who, mode), takes in self.takes.items():
            request, home = self.instance.requests[number], self.instance.interpreters[who].home
            there = takes
            if mode is Mode.SITE and request.premises != place:
                continue
            if mode is Mode.VIDEO:
                others = [away for (other, where), away in self.away.items() if other == who and where not in (place, home)]
                here = self.away.get((who, place))
                if home != place and here is None:
                    continue
                there = self.model.new_bool_var("")
                if home == place:
                    self.model.add_bool_or([takes.negated(), there, *others])
                elif here is not None:
                    self.model.add_bool_or([takes.negated(), here.negated(), there])
            length = self.instance.span(request, mode) // SLOT
            found.append(self.model.new_optional_fixed_size_interval_var(self.start[number], length, there, ""))
        return found

    def _hint(self) -> None:
        stops = {number: [one.place for one in self.board.days.get((number, self.part.day), ())] for number in self.part.people}
        for (number, place), there in self.away.items():
            self.model.add_hint(there, place in stops[number])
        for (number, first, last), goes in self.moves.items():
            self.model.add_hint(goes, stops[number][:1] == [first] and stops[number][-1:] == [last])
        for (number, who, mode), takes in self.takes.items():
            booking = self.board.plan.get(number)
            self.model.add_hint(takes, bool(booking and booking.mode is mode and who in booking.interpreters))
        for number in self.part.moving:
            if number in self.start:
                self.model.add_hint(self.start[number], self.board.plan[number].start // SLOT)

    def solve(self, seconds: float, seed: int) -> Plan | None:
        """The part's bookings, better or as good as before; None if nothing was found in time."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        # Looking for symmetries and probing cost more than they give in models of this size (measured).
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        if not self.takes or solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        went = {who: place for (who, place), there in self.away.items() if solver.boolean_value(there)}
        moved = {who: (one, other, solver.value(self.moved_at[who]) * SLOT) for (who, one, other), goes in self.moves.items() if solver.boolean_value(goes)}

        def seat(number: int, who: int, mode: Mode, start: int) -> str:
            if mode is Mode.SITE:
                return self.instance.requests[number].premises
            if who in moved:
                return moved[who][0] if start < moved[who][2] else moved[who][1]
            return went.get(who, self.instance.interpreters[who].home)

        chosen: dict[int, list[tuple[int, Mode]]] = defaultdict(list)
        for (number, who, mode), takes in self.takes.items():
            if solver.boolean_value(takes):
                chosen[number].append((who, mode))
        found: Plan = {}
        for number, seats in chosen.items():
            start = solver.value(self.start[number]) * SLOT
            found[number] = Booking(start, seats[0][1], tuple((who, seat(number, who, mode, start)) for who, mode in seats))
        return found
