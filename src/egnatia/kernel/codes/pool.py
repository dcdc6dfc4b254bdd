"""The interpreter pool as nodes and hub speak of it: what is on offer, what is needed, what came of it.

An interpreter is a number and a home; a request is a language, a place, a day and a window under a reference that is used once. Why somebody must not
interpret, who interpreted last time, the case and its person stay at the node. Times are minutes of a day in the pool's own zone, on the quarter of an hour.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes.forms import Form
from egnatia.kernel.codes.varieties import Match

# One zone for all seven, so that a minute is the same minute for the requester, the interpreter and the plan.
ZONE = ZoneInfo("Europe/Belgrade")
QUARTER, DAY = 15, 24 * 60
MOST_EXCLUDED, MOST_SKILLS = 200, 20
# A session that took longer than this many times its length is a mistake in typing.
MOST_TIMES = 3
# From this many minutes on two interpreters relieve each other (the planners' rule); longer than the second nobody asks for.
SECOND_FROM, LONGEST_SESSION = 180, 480
LONGEST_AHEAD, HOURS_AHEAD = timedelta(days=180), timedelta(days=63)

URGENCY = {1: _("Now"), 2: _("Today or tomorrow"), 3: _("This week"), 4: _("Can be planned")}
LEVELS = {
    1: _("Everyday talk"),
    2: _("Registration and information"),
    3: _("Interviews"),
    4: _("Court, medical and child interviews"),
}


class Mode(StrEnum):
    SITE = "site"
    VIDEO = "video"


class Sex(StrEnum):
    WOMAN = "F"
    MAN = "M"


MODES = {Mode.SITE: _("In the room"), Mode.VIDEO: _("By video, from a room of an authority")}
SEXES = {Sex.WOMAN: _("A woman"), Sex.MAN: _("A man")}


class Outcome(StrEnum):
    """What came of a booking (scheduling reference 4.9)."""

    DONE = "DONE"
    NO_SHOW = "NO_SHOW"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"
    TECHNICAL = "TECHNICAL"
    NOT_HELD = "NOT_HELD"


OUTCOMES = {
    Outcome.DONE: _("Interpreted"),
    Outcome.NO_SHOW: _("The interpreter did not come"),
    Outcome.NOT_UNDERSTOOD: _("They did not understand each other: ended"),
    Outcome.TECHNICAL: _("The connection failed"),
    Outcome.NOT_HELD: _("The session was not held"),
}


class Complaint(StrEnum):
    """What an office has against the work of an interpreter: a code, so that nothing of the person and the case travels with it."""

    LATE = "LATE"
    NOT_FAITHFUL = "NOT_FAITHFUL"
    NOT_NEUTRAL = "NOT_NEUTRAL"
    INDISCREET = "INDISCREET"
    MANNER = "MANNER"


COMPLAINTS = {
    Complaint.LATE: _("Came late, or left early"),
    Complaint.NOT_FAITHFUL: _("Did not interpret faithfully or completely"),
    Complaint.NOT_NEUTRAL: _("Took a side, advised or asked on their own"),
    Complaint.INDISCREET: _("Did not keep confidentiality"),
    Complaint.MANNER: _("Was disrespectful"),
}


class Waits(StrEnum):
    """Why nobody is there for a request yet; the first that is true. Names no other request and no person."""

    NOT_SPOKEN = "NOT_SPOKEN"
    WISH = "WISH"
    EXCLUDED = "EXCLUDED"
    NOT_OFFERED = "NOT_OFFERED"
    TOO_FAR = "TOO_FAR"
    TOO_FEW = "TOO_FEW"
    NO_ROOM = "NO_ROOM"
    BUSY = "BUSY"


WAITS = {
    Waits.NOT_SPOKEN: _("Nobody in the pool speaks this variety at this level"),
    Waits.WISH: _("Nobody of the sex that must be met"),
    Waits.EXCLUDED: _("Everybody who could is on your list of whom not to ask"),
    Waits.NOT_OFFERED: _("Nobody of those who could works that day"),
    Waits.TOO_FAR: _("Nobody can be there within the window"),
    Waits.TOO_FEW: _("Two are needed, and there is one"),
    Waits.NO_ROOM: _("Interpreters are free, rooms are not"),
    Waits.BUSY: _("Everybody who could is busy in the window"),
}


class Helps(StrEnum):
    VIDEO = "VIDEO"
    SITE = "SITE"
    WINDOW = "WINDOW"
    SEX = "SEX"
    LEVEL = "LEVEL"


HELPS = {
    Helps.VIDEO: _("by video instead of in the room"),
    Helps.SITE: _("in the room instead of by video"),
    Helps.WINDOW: _("a wider window"),
    Helps.SEX: _("without the wish for a sex, if the person agrees"),
    Helps.LEVEL: _("one level lower, if you answer for it"),
}


Minute = Annotated[int, Field(ge=0, le=DAY)]
Quarter = Annotated[int, Field(ge=0, le=DAY, multiple_of=QUARTER)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{3}$")]
# Begins with the country that it is in.
PlaceCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[A-Z0-9-]{1,30}$")]
Number = Annotated[int, Field(ge=1, lt=2**31)]
Few = Field(max_length=MOST_EXCLUDED)


class Premises(Form):
    """Rooms of an authority where somebody can be interpreted for, or interpret by video."""

    code: PlaceCode
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    rooms: Annotated[int, Field(ge=0, le=200)]
    opens: Minute
    closes: Minute

    @model_validator(mode="after")
    def opens_first(self) -> Premises:
        if self.opens > self.closes:
            raise ValueError("closes before it opens")
        return self


class Hours(Form):
    day: date
    begins: Minute
    ends: Minute

    @model_validator(mode="after")
    def begins_first(self) -> Hours:
        if self.begins >= self.ends:
            raise ValueError("ends before it begins")
        return self


class Skill(Form):
    language: Language
    level: Annotated[int, Field(ge=1, le=4)]


class Offered(Form):
    """One interpreter under a reference of the node's own: no name, no birth, no address."""

    reference: UUID
    home: PlaceCode
    sex: Sex
    skills: Annotated[list[Skill], Field(min_length=1, max_length=MOST_SKILLS)]
    modes: Annotated[list[Mode], Field(min_length=1, max_length=2)]
    cents_an_hour: Annotated[int, Field(ge=0, le=100_000)]
    vetted_until: date
    oath_on: date
    hours: Annotated[list[Hours], Field(max_length=HOURS_AHEAD.days + 1)]


class Offer(Form):
    """All that a node has to offer now; takes the place of what it offered before. ``sealing_key``: what is for this node alone is sealed to it."""

    sealing_key: Annotated[str, StringConstraints(min_length=10, max_length=70)]
    premises: Annotated[list[Premises], Field(max_length=200)]
    interpreters: Annotated[list[Offered], Field(max_length=500)]

    @model_validator(mode="after")
    def fits_together(self) -> Offer:
        places = {one.code for one in self.premises}
        if len(places) != len(self.premises) or len({one.reference for one in self.interpreters}) != len(self.interpreters):
            raise ValueError("two under one code or reference")
        for one in self.interpreters:
            if one.home not in places or len({each.day for each in one.hours}) != len(one.hours):
                raise ValueError("a home that is not offered, or two lines for one day")
        return self


class Need(Form):
    """A request: what is needed, and nothing of whom it is for."""

    premises: PlaceCode
    day: date
    language: Language
    level: Annotated[int, Field(ge=1, le=4)]
    minutes: Annotated[int, Field(ge=QUARTER, le=LONGEST_SESSION, multiple_of=QUARTER)]
    opens: Quarter
    closes: Quarter
    modes: Annotated[list[Mode], Field(min_length=1, max_length=2)]
    urgency: Annotated[int, Field(ge=1, le=4)]
    sex: Sex | None = None
    sex_is_hard: bool = False
    not_these: Annotated[list[Number], Few] = []
    people: Annotated[int, Field(ge=1, le=2)] = 1
    accepts: Match = Match.EXACT

    @model_validator(mode="after")
    def makes_sense(self) -> Need:
        if self.opens + self.minutes > self.closes or self.accepts is Match.NONE or (self.sex_is_hard and self.sex is None):
            raise ValueError("the window is shorter than the session, or a wish without a sex")
        return self


class Choice(Form):
    """Which of the three, by what it is: the three may have changed since. ``confirmed``: an officer answers for a variety that is not the one asked for.

    ``link`` and ``phone``: how to reach the room by video.
    """

    start: Quarter
    mode: Mode
    numbers: Annotated[list[Number], Field(min_length=1, max_length=2)]
    confirmed: bool = False
    link: Annotated[str, StringConstraints(max_length=300, pattern=r"^(https://\S+)?$")] = ""
    phone: Annotated[str, StringConstraints(max_length=30, pattern=r"^\+?[0-9 ]*$")] = ""


class Withdrawal(Form):
    why: Literal["NOT_NEEDED", "MOVED", "OTHER_FOUND"]


class Answer(Form):
    """Of the node that an interpreter belongs to; ``booking`` is the one that was asked about, so that an old answer never speaks for a new time."""

    number: Number
    booking: Number
    interpreter: bool | None = None
    room: bool | None = None


class Settled(Form):
    """What came of it; the hub counts it and keeps nothing else. ``minutes`` as they were; ``about``: of whom the complaint is."""

    outcome: Outcome
    minutes: Annotated[int, Field(ge=0, le=DAY)]
    complaint: Complaint | None = None
    about: Number | None = None


class Seat(Form):
    """One interpreter of a booking and where they sit; ``oath_on``: since when they are bound to confidentiality."""

    number: Number
    sex: Sex
    oath_on: date
    premises: PlaceCode
    place: str


class Option(Form):
    """A booking that could be made. ``match``: how far the variety is from the one asked for."""

    start: Quarter
    end: Quarter
    mode: Mode
    seats: Annotated[list[Seat], Field(min_length=1, max_length=2)]
    spoken: Language
    match: Match


class Help(Form):
    what: Helps
    start: Quarter
    mode: Mode


# Why what stood does not stand any more.
Ended = Literal["", "DECLINED", "NO_ANSWER", "WITHDRAWN", "ILL", "RELEASED", "MOVED", "GONE"]


class Word(Form):
    """What the hub tells one node, sealed to it: exactly one of these kinds.

    numbers: the pool's numbers of its interpreters. options: the best bookings, or why there is none. placed: those of a booking were asked for this
    request. asked: an interpreter or a room of the node is asked for. booked: everybody said yes. ended: what was asked or booked stands no more.
    complaint: of an office about an interpreter of the node.
    """

    kind: Literal["numbers", "options", "placed", "asked", "booked", "ended", "complaint"]
    reference: UUID | None = None
    numbers: dict[UUID, Number] = {}
    options: Annotated[list[Option], Field(max_length=3)] = []
    waits: Waits | None = None
    helps: Annotated[list[Help], Field(max_length=10)] = []
    day: date | None = None
    option: Option | None = None
    language: str = ""
    level: int = 0
    site: str = ""
    country: str = ""
    urgency: int = 4
    number: int = 0
    booking: int = 0
    asks: Literal["", "interpreter", "room", "both"] = ""
    link: str = ""
    phone: str = ""
    why: Ended = ""
    complaint: Complaint | None = None


def now_here(at: datetime) -> tuple[date, int]:
    """The day and the minute of a moment, in the pool's zone."""
    local = at.astimezone(ZONE)
    return local.date(), local.hour * 60 + local.minute


def moment_of(day: date, minute: int) -> datetime:
    """The moment of a minute of a day; summer time begins and ends at night, when nobody is booked."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(minutes=minute)


def minute_of(value: Any) -> Any:
    """“10:15” as people write it, to minutes of the day; numbers stay as they are. Raises ValueError."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])", value.strip())
    if not found:
        raise ValueError(gettext("Write the time as 10:15."))
    return int(found[1]) * 60 + int(found[2])


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
