from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Kind
from egnatia.hub.training.trainers.inputs import Seven, of_the_seven
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import ComingDay, File, NeededLine, NeededNote
from egnatia.kernel.engine.spec import Ask, Input

Percent = Annotated[int, Field(ge=0, le=100)]
PRIORITIES = [(1, _("First")), (2, _("Usual")), (3, _("If there is room"))]


def _monday(value: date) -> date:
    return value - timedelta(days=value.weekday())


class PlanSession(Input):
    kind: Annotated[Kind, Ask(_("Kind"), choices=lambda: Kind.choices, widget="radio")]
    module: Annotated[str, Ask(_("Module"), "", "select", selectors.module_choices)]
    language: Annotated[str, Ask(_("Language"), "", "select", languages.choices)]
    country: Annotated[Seven, Ask(_("Country"), choices=of_the_seven, widget="select")]
    place: Annotated[NeededLine, Ask(_("Place"))]
    monday: Annotated[ComingDay, AfterValidator(_monday), Ask(_("Earliest week"), _("Any day of it."), "day")]
    flexible: Annotated[int, Field(ge=0, le=12), Ask(_("Weeks that it may wait"))] = 2
    priority: Annotated[int, Field(ge=1, le=3), Ask(_("Priority"), choices=lambda: list(PRIORITIES), widget="radio")] = 2
    places: Annotated[int, Field(ge=1, le=500), Ask(_("Places"))] = 20


class RequestedSession(PlanSession):
    """Asked for by its country, under its own reference."""

    requested: Annotated[UUID, Ask(_("Reference"), widget="hidden")]


class GiveTrainers(Input):
    """What the half-year gives a session, or a person."""

    week: Annotated[date, AfterValidator(_monday), Ask(_("Week"), _("Any day of it."), "day")]
    first: Annotated[int, Ask(_("Trainer"), widget="select")]
    second: Annotated[int, Ask(_("Second trainer"), widget="select")]

    @model_validator(mode="after")
    def two(self) -> GiveTrainers:
        if self.first == self.second:
            raise ValueError(_now("A session has two trainers: choose another second one."))
        return self


def _line(code: str, what: object) -> Ask:
    return Ask(format_lazy("{}: {}", lazy(countries.name, str)(code), what))


Number = Annotated[int, Field(ge=0, le=500)]


class Decision(Input):
    reference: UUID
    state: Literal["ASKED", "WAITING", "GIVEN", "DECLINED"]


class Decide(Input):
    """What becomes of nominations; who is not named stays as they are."""

    decisions: Annotated[list[Decision], Field(min_length=1, max_length=500), Ask(_("People"), widget="hidden")]


class Completions(Input):
    file: Annotated[
        File,
        Ask(_("Report of course completion (CSV)"), _("From the learning platform. Only the ID number and the day are read: names are passed over."), "file"),
    ]


class Result(Input):
    """What came of one place; tests in percent. ``attended`` None: not said yet. ``online``: they have shown that they finished the online part."""

    number: Annotated[int, Field(ge=1, le=500)]
    online: bool = False
    attended: bool | None = None
    before: Percent | None = None
    after: Percent | None = None
    passed: bool = False

    @model_validator(mode="after")
    def was_there(self) -> Result:
        if not self.attended and (self.passed or self.before is not None or self.after is not None):
            raise ValueError(_now("Number %(number)s has tests or a pass, but was not there: say that they were, or take these out.") % {"number": self.number})
        return self


class NoteResults(Input):
    results: Annotated[list[Result], Field(min_length=1, max_length=500), Ask(_("People"), widget="hidden")]


class Deliver(Input):
    """How many more were there of each country, beside those with a place, and how many of them passed: no names."""

    alb: Annotated[Number, _line("ALB", _("took part"))] = 0
    alb_passed: Annotated[Number, _line("ALB", _("passed"))] = 0
    bih: Annotated[Number, _line("BIH", _("took part"))] = 0
    bih_passed: Annotated[Number, _line("BIH", _("passed"))] = 0
    xkx: Annotated[Number, _line("XKX", _("took part"))] = 0
    xkx_passed: Annotated[Number, _line("XKX", _("passed"))] = 0
    mne: Annotated[Number, _line("MNE", _("took part"))] = 0
    mne_passed: Annotated[Number, _line("MNE", _("passed"))] = 0
    mkd: Annotated[Number, _line("MKD", _("took part"))] = 0
    mkd_passed: Annotated[Number, _line("MKD", _("passed"))] = 0
    srb: Annotated[Number, _line("SRB", _("took part"))] = 0
    srb_passed: Annotated[Number, _line("SRB", _("passed"))] = 0
    tur: Annotated[Number, _line("TUR", _("took part"))] = 0
    tur_passed: Annotated[Number, _line("TUR", _("passed"))] = 0

    def by_country(self) -> dict[str, tuple[int, int]]:
        """Country → (took part, passed), of those who were there."""
        told = {code: (getattr(self, code.lower()), getattr(self, f"{code.lower()}_passed")) for code in countries.SEVEN}
        return {code: pair for code, pair in told.items() if any(pair)}

    @model_validator(mode="after")
    def makes_sense(self) -> Deliver:
        if any(passed > there for there, passed in self.by_country().values()):
            raise ValueError(_now("No more can have passed than were there."))
        return self


class Evaluate(Input):
    """Kirkpatrick 1 and 2 (return-avrr reference 5.3): means over all who answered. What came by link, and the tests of the places, stand there already."""

    reaction: Annotated[Decimal, Field(ge=1, le=5, max_digits=3, decimal_places=2), Ask(_("How they found it, mean of 1 to 5"))]
    before: Annotated[Percent | None, Ask(_("Test before, mean in percent"), _("Empty where there was no test."))] = None
    after: Annotated[Percent | None, Ask(_("Test after, mean in percent"))] = None

    @model_validator(mode="after")
    def both_or_none(self) -> Evaluate:
        if (self.before is None) != (self.after is None):
            raise ValueError(_now("A test before needs one after, to see what was learned."))
        return self


class Report(Input):
    lessons: Annotated[NeededNote, StringConstraints(max_length=1000), Ask(_("What was learned for the next session"), widget="textarea")]
