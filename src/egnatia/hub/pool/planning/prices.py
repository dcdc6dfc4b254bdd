"""A bound for problems that are too large for the linear model: each quarter of an hour of each interpreter gets a price (Lagrangean relaxation, Held and Karp
1971). Whatever the prices, what every request would gain at them plus what all time costs is above every plan's value; better prices bring it down.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from egnatia.hub.pool.planning.board import SLOTS
from egnatia.hub.pool.planning.problem import SLOT, Instance, Mode
from egnatia.hub.pool.planning.reach import reach

ROUNDS, PATIENCE = 2000, 20


class Prices:
    """One day. Columns are the seats that somebody could have: request, interpreter, way, beginning."""

    def __init__(self, instance: Instance, day: int) -> None:
        self.instance = instance
        self.people = [who for who in instance.interpreters.values() if day in who.days]
        row = {who.number: rank for rank, who in enumerate(self.people)}
        alone: list[tuple[tuple[Any, ...], range]] = []
        pairs: list[tuple[tuple[Any, ...], range]] = []
        for request in instance.requests.values():
            if request.day != day:
                continue
            for way, mode in enumerate(Mode):
                spans = instance.span(request, mode) // SLOT, instance.rest(request) // SLOT
                for who in self.people:
                    starts = reach(instance, who, request, mode)
                    told = (request.number, row[who.number], way, spans[0] + spans[1], instance.value(request) / request.people, request.minutes)
                    (alone if request.people == 1 else pairs).append((told, starts))
        self.alone, self.pairs = self._columns(alone), self._columns(pairs)
        rules = instance.rules
        self.most = np.full(len(self.people), float(rules.most_a_day))
        self.most_video = np.full(len(self.people), float(rules.most_by_video))

    @staticmethod
    def _columns(told: list[tuple[tuple[Any, ...], range]]) -> dict[str, Any]:
        """Arrays sorted by request, and for pairs by way and beginning too, with where each group begins."""
        lengths = [len(starts) for _one, starts in told]
        if not sum(lengths):
            return {}
        rows = np.repeat(np.array([one for one, _starts in told], float), lengths, axis=0)
        start = np.concatenate([np.arange(one.start, one.stop, SLOT) for _told, one in told if len(one)]) // SLOT
        order = np.lexsort((start, rows[:, 2], rows[:, 0]))
        rows, start = rows[order], start[order]
        request, person, way = rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64), rows[:, 2].astype(np.int64)
        together = (request * 2 + way) * SLOTS + start
        return {
            "person": person,
            "video": way == list(Mode).index(Mode.VIDEO),
            "start": start,
            "end": np.minimum(start + rows[:, 3].astype(np.int64), SLOTS),
            "value": rows[:, 4],
            "minutes": rows[:, 5],
            "request": np.flatnonzero(np.r_[True, request[1:] != request[:-1]]),
            "together": np.flatnonzero(np.r_[True, together[1:] != together[:-1]]),
        }

    def bound(self, least: float, seconds: float) -> float:
        """``least``: the value of some plan, or 0; only the steps depend on it. Stops when the prices get no better."""
        slots, day, video = np.zeros((len(self.people), SLOTS)), np.zeros(len(self.people)), np.zeros(len(self.people))
        best, step, in_vain, began = float("inf"), 1.5, 0, time.monotonic()
        for _round in range(ROUNDS):
            total, used, minutes, by_video = self._at(slots, day, video)
            total += slots.sum() + day @ self.most + video @ self.most_video
            if total < best - 1e-6 * abs(best if best < float("inf") else 1.0):
                best, in_vain = min(best, total), 0
            else:
                in_vain += 1
            if in_vain >= PATIENCE:
                step, in_vain = step / 2, 0
            slopes = used - 1.0, (minutes - self.most) / SLOT, (by_video - self.most_video) / SLOT
            size = sum(float((one * one).sum()) for one in slopes)
            if size == 0 or step < 0.004 or time.monotonic() - began > seconds:
                break
            length = step * max(total - least, 1.0) / size
            slots, day, video = (
                np.maximum(0.0, prices + length * slope / unit) for prices, slope, unit in zip((slots, day, video), slopes, (1, SLOT, SLOT), strict=True)
            )
        return float(best)

    def _at(self, slots: Any, day: Any, video: Any) -> tuple[float, Any, Any, Any]:
        """What requests gain at these prices, and what time they would take."""
        used, minutes, by_video = np.zeros((len(self.people), SLOTS + 1)), np.zeros(len(self.people)), np.zeros(len(self.people))
        paid = np.concatenate([np.zeros((len(self.people), 1)), np.cumsum(slots, axis=1)], axis=1)
        total = 0.0
        for columns, together in ((self.alone, False), (self.pairs, True)):
            if not columns:
                continue
            person, minutes_of = columns["person"], columns["minutes"]
            gain = columns["value"] - (paid[person, columns["end"]] - paid[person, columns["start"]])
            gain -= minutes_of * (day[person] + np.where(columns["video"], video[person], 0.0))
            chosen, worth = _pairs(columns, gain) if together else _first(gain, columns["request"])
            total += worth
            np.add.at(used, (person[chosen], columns["start"][chosen]), 1.0)
            np.add.at(used, (person[chosen], columns["end"][chosen]), -1.0)
            np.add.at(minutes, person[chosen], minutes_of[chosen])
            seen = chosen[columns["video"][chosen]]
            np.add.at(by_video, person[seen], minutes_of[seen])
        return total, np.cumsum(used, axis=1)[:, :SLOTS], minutes, by_video


def _first(gain: Any, begins: Any) -> tuple[Any, float]:
    """The best column of each group that gains anything."""
    where = _argmax(gain, begins)
    where = where[gain[where] > 0]
    return where, float(gain[where].sum())


def _argmax(gain: Any, begins: Any) -> Any:
    top = np.maximum.reduceat(gain, begins)
    lengths = np.diff(np.r_[begins, gain.size])
    hits = np.flatnonzero(gain == np.repeat(top, lengths))
    _groups, first = np.unique(np.repeat(np.arange(begins.size), lengths)[hits], return_index=True)
    return hits[first]


def _pairs(columns: dict[str, Any], gain: Any) -> tuple[Any, float]:
    """The best two who begin together in the same way, for each request that gains anything."""
    begins = columns["together"]
    one = _argmax(gain, begins)
    rest = gain.copy()
    rest[one] = -np.inf
    other = _argmax(rest, begins)
    both = gain[one] + rest[other]
    group_of_request = np.searchsorted(begins, columns["request"])
    best = _argmax(both, group_of_request)
    best = best[both[best] > 0]
    return np.concatenate([one[best], other[best]]), float(both[best].sum())
