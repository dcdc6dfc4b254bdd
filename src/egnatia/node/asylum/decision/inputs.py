from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, Line, Long, NeededNote, Note, PastMoment, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.asylum.models import WITHOUT_MERITS, CourtOutcome, Outcome, StatusGround


class Propose(Input):
    """Refugee status is considered first, subsidiary protection only after it, a rejection only after both. A person writes the reasons."""

    outcome: Annotated[Outcome, Ask(_("Proposed decision"), choices=lambda: Outcome.choices, widget="radio")]
    refugee_reasons: Annotated[Long, Ask(_("Refugee status: reasons"), widget="textarea", rows=8)] = ""
    subsidiary_reasons: Annotated[Long, Ask(_("Subsidiary protection: reasons"), widget="textarea", rows=6)] = ""
    other_reasons: Annotated[
        Long, Ask(_("Reasons of a decision that is not about the claim itself"), _("Inadmissible, taken as withdrawn, or about a status."), "textarea", rows=6)
    ] = ""
    status_ground: Annotated[StatusGround | None, Ask(_("If a status is withdrawn: why"), choices=lambda: StatusGround.choices)] = None

    @model_validator(mode="after")
    def in_the_order_of_the_law(self) -> Propose:
        if self.outcome in WITHOUT_MERITS:
            if not self.other_reasons:
                raise ValueError(str(_("Write the reasons: nothing is decided without them.")))
            if self.outcome is Outcome.STATUS_ENDED and self.status_ground is None:
                raise ValueError(str(_("Name the rule by which the status is withdrawn.")))
        elif not self.refugee_reasons:
            raise ValueError(str(_("Refugee status is considered first: write why it is granted or not.")))
        elif self.outcome is not Outcome.REFUGEE and not self.subsidiary_reasons:
            raise ValueError(str(_("Subsidiary protection is considered before anything is refused: write why it is granted or not.")))
        return self


class SendBack(Input):
    reason: Annotated[NeededNote, Ask(_("What is missing"), widget="textarea")]


class Serve(Input):
    """With proof of the day and the language; from here the time to appeal runs."""

    served_at: Annotated[PastMoment, Ask(_("Served on, day and time"), widget="datetime")]
    language: Annotated[Language, Ask(_("Result and remedy explained in which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    remedy: Annotated[Note, Ask(_("Remedy: where, until which day, with what effect"), widget="textarea")] = ""
    legal_aid: Annotated[Line, Ask(_("Legal help free of charge: name and telephone"))] = ""
    remedy_until: Annotated[date | None, Ask(_("Last day to appeal, as the applicant was told"), widget="day")] = None
    counsel_served_at: Annotated[
        PastMoment | None,
        Ask(_("Served on the lawyer or representative, day and time"), _("The time to appeal runs from the later of the two."), widget="datetime"),
    ] = None
    guardian_told: Annotated[bool, Ask(_("For a child: served on the guardian or parent too"))] = False


class ServeCounsel(Input):
    """Somebody who was named after the decision had been served: the time to appeal runs from here."""

    served_at: Annotated[PastMoment, Ask(_("Served on the lawyer or representative, day and time"), widget="datetime")]
    remedy_until: Annotated[date, Ask(_("Last day to appeal, as they were told"), widget="day")]


class LodgeAppeal(Input):
    lodged_on: Annotated[RecentDay, Ask(_("Appeal lodged on"), widget="day")]
    asks_to_remain: Annotated[bool, Ask(_("Asks to remain, if the law does not say so itself"))] = True


class CourtDecided(Input):
    outcome: Annotated[
        CourtOutcome,
        Ask(_("What the court or commission decided"), choices=lambda: [one for one in CourtOutcome.choices if one[0] != CourtOutcome.MOOT], widget="radio"),
    ]
    on: Annotated[RecentDay, Ask(_("Decided on"), widget="day")]

    @model_validator(mode="after")
    def a_court_decided(self) -> CourtDecided:
        if self.outcome is CourtOutcome.MOOT:
            raise ValueError(str(_("An appeal without object ends by taking the application up again.")))
        return self


class AnswerStay(Input):
    may: Annotated[
        Literal["GRANTED", "REFUSED"],
        Ask(_("The court's answer to the wish to remain"), choices=lambda: [("GRANTED", _("May remain")), ("REFUSED", _("May not remain"))], widget="radio"),
    ]
