from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, NeededNote
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.protection.models import MEDICAL, AgeMethod

Years = Annotated[Decimal, Field(ge=0, le=99, decimal_places=1)]


class Direction(TextChoices):
    SAYS_CHILD = "SAYS_CHILD", _("Says to be a child, and there is doubt")
    SAYS_ADULT = "SAYS_ADULT", _("Says to be an adult, and may be a child")


class Ground(TextChoices):
    DOCUMENTS = "DOCUMENTS", _("Documents contradict what is said")
    STATEMENTS = "STATEMENTS", _("What is said contradicts itself")
    OTHERS = "OTHERS", _("Other persons or records say something else")
    LOOKS = "LOOKS", _("Appearance or behaviour")


class Grounds(Input):
    """Why there is doubt, written down before anything else."""

    direction: Annotated[Direction, Ask(_("In which direction"), choices=lambda: Direction.choices, widget="radio")]
    grounds: Annotated[
        list[Ground], Field(min_length=1), Ask(_("Grounds of the doubt"), _("Appearance alone is never enough."), choices=lambda: Ground.choices)
    ]
    reasons: Annotated[
        NeededNote, Ask(_("Reasons"), _("About this person. Why documents that were shown do not answer it: they count as genuine."), widget="textarea")
    ]
    documents_fail: Annotated[bool, Ask(_("Documents that were shown are proven to be false, or do not name an age"))] = False


class Doubt(Grounds):
    person_id: Annotated[UUID, Ask(_("Person"), widget="hidden")]


class SendBack(Input):
    reason: Annotated[NeededNote, Ask(_("What is missing"), widget="textarea")]


class RecordConsent(Input):
    """After method, consequences and the right to say no were explained."""

    who: Annotated[
        Literal["CHILD", "GUARDIAN"],
        Ask(_("Who was asked"), choices=lambda: [("CHILD", _("The person")), ("GUARDIAN", _("The guardian"))], widget="radio"),
    ]
    given: Annotated[
        Literal["YES", "NO"],
        Ask(_("Agrees"), _("A no counts against nobody."), choices=lambda: [("YES", _("Yes")), ("NO", _("No"))], widget="radio"),
    ]
    language: Annotated[Language, Ask(_("Explained in which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False


class _Margin(Input):
    low: Annotated[Years, Ask(_("Lowest age of the margin, in years"), _("Such as 16.5."))]
    high: Annotated[Years, Ask(_("Highest age of the margin, in years"))]

    @model_validator(mode="after")
    def the_margin_has_two_ends(self) -> _Margin:
        if self.low > self.high:
            raise ValueError(str(_("The lowest age is above the highest: exchange them.")))
        return self


class Profession(TextChoices):
    PSYCHOLOGIST = "PSYCHOLOGIST", _("Psychologist")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("Social worker")
    PAEDIATRICIAN = "PAEDIATRICIAN", _("Paediatrician")
    EDUCATOR = "EDUCATOR", _("Educator")
    LAWYER = "LAWYER", _("Lawyer for children")


class _Team(Input):
    methods: Annotated[
        list[Literal[AgeMethod.DOCUMENTS, AgeMethod.INTERVIEW, AgeMethod.PSYCHOSOCIAL]],
        Field(min_length=1),
        Ask(_("What was done"), choices=lambda: [one for one in AgeMethod.choices if one[0] not in MEDICAL], widget="checkboxes"),
    ]
    professions: Annotated[list[Profession], Field(min_length=2), Ask(_("By whom: two professions at least"), choices=lambda: Profession.choices)]


class Examine(_Margin, _Team):
    """The multidisciplinary assessment: what was done by whom comes first in the form. No body is examined."""

    doubt_remains: Annotated[bool, Ask(_("Doubt remains"))] = False

    @model_validator(mode="after")
    def somebody_spoke_with_the_person(self) -> Examine:
        if set(self.methods) == {AgeMethod.DOCUMENTS}:
            raise ValueError(str(_("Documents alone are no multidisciplinary assessment: speak with the person.")))
        return self


class OrderMedical(Input):
    method: Annotated[AgeMethod, Ask(_("Method"), _("The least intrusive one that can answer; without radiation first."), choices=lambda: _medical())]
    why: Annotated[NeededNote, Ask(_("Why this, and why nothing less can answer"), widget="textarea")]

    @model_validator(mode="after")
    def is_medical(self) -> OrderMedical:
        if self.method not in MEDICAL:
            raise ValueError(str(_("This is no medical method: record it with the multidisciplinary assessment.")))
        return self


def _medical() -> list[tuple[Any, Any]]:
    return [one for one in AgeMethod.choices if one[0] in MEDICAL]


class RecordMedical(_Margin):
    """The report of the examination: its margin, no more."""

    doubt_remains: Annotated[bool, Ask(_("Doubt remains"))] = False


class ProposeAge(Input):
    reasons: Annotated[NeededNote, Ask(_("Reasons, all results read together"), widget="textarea")]


class DecideAge(Input):
    language: Annotated[Language, Ask(_("Served and explained in which language"), choices=languages.choices)]
    remedy_told: Annotated[bool, Ask(_("The person and the guardian were told how to challenge it, and until when"))] = False


class Review(Input):
    evidence: Annotated[NeededNote, Ask(_("What is new"), widget="textarea")]


class CorrectResult(_Margin):
    """The margin as the report says it, instead of one that was typed wrongly. A new examination is no correction."""

    number: Annotated[int, Field(ge=1, le=99), Ask(_("Number of the result, as on the page"))]
    report_says_so: Annotated[bool, Ask(_("I have the report before me, and it says this"))] = False

    @model_validator(mode="after")
    def only_what_the_report_says(self) -> CorrectResult:
        if not self.report_says_so:
            raise ValueError(str(_("Only what the report says takes the place of a result: look at the report first.")))
        return self
