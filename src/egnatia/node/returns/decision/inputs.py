"""The decision with all its sections (Return Directive art. 7, 11, 12)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Country, Language, Line, NeededLine, NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.returns.models import Condition, NoPeriod, Served

Ground = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Propose(Input):
    """Limits are those of the rule table on the day: the safeguards compare them. What no rule may ever allow is refused here."""

    country: Annotated[Country, Ask(_("Country of return"), choices=countries.nationality_choices)]
    legal_ground: Annotated[Ground, Ask(_("Legal ground"), _("Article of the law of this country."))]
    reasons: Annotated[NeededNote, Ask(_("Reasons in fact and in law, of this person"), widget="textarea", rows=6)]
    vd_days: Annotated[
        int | None,
        Field(ge=0, le=30),
        Ask(_("Days for voluntary departure"), _("7 to 30. Fewer, or none (leave empty), only on one of the grounds below.")),
    ] = None
    vd_ground: Annotated[NoPeriod | None, Ask(_("Ground for fewer days or none"), choices=lambda: NoPeriod.choices)] = None
    vd_reasons: Annotated[Note, Ask(_("Reasons for that ground, of this person"), widget="textarea")] = ""
    conditions: Annotated[list[Condition], Ask(_("Conditions during the period"), _("No more than are needed."), choices=lambda: Condition.choices)] = []
    ban_months: Annotated[int, Field(ge=0, le=600), Ask(_("Entry ban, in months"), _("0 for none. Up to 5 years; longer for a serious threat alone."))] = 0
    ban_threat: Annotated[bool, Ask(_("A serious threat to public policy, public security or national security"))] = False
    ban_reasons: Annotated[Note, Ask(_("Reasons for the ban and its length, of this person"), widget="textarea")] = ""
    ban_scope: Annotated[Line, Ask(_("Territory of the ban"))] = ""
    separation: Annotated[Note, Ask(_("Why members of the family are not returned together"), _("Only if they are not."), widget="textarea")] = ""
    legal_aid: Annotated[NeededLine, Ask(_("Where free legal aid is"), _("Name and how to reach it."))]

    @model_validator(mode="after")
    def periods(self) -> Propose:
        if self.vd_days is None and self.vd_ground is None:
            raise ValueError(str(_("Give 7 to 30 days for voluntary departure, or one of the grounds for none.")))
        if self.vd_ground is not None and not self.vd_reasons:
            raise ValueError(str(_("Give the reasons for fewer days or none, of this person.")))
        if self.ban_months and not self.ban_reasons:
            raise ValueError(str(_("Give the reasons for the entry ban and its length, of this person.")))
        return self


class SendBack(Input):
    reason: Annotated[NeededNote, Ask(_("What is missing"), widget="textarea")]


class Notify(Input):
    """Service: written, main parts translated, explained, with the remedy (art. 12, 13)."""

    language: Annotated[Language, Ask(_("Translated and explained in which language"), choices=languages.choices)]
    how: Annotated[Served, Ask(_("Served"), choices=lambda: Served.choices, widget="radio")]
    interpreter: Annotated[Line, Ask(_("Interpreter"), _("Number or name. Empty only if the officer speaks that language with the person."))] = ""
    remedy_told: Annotated[bool, Ask(_("Told how to appeal, until when, and where free legal aid is"))] = False
    avrr_told: Annotated[bool, Ask(_("Told again of assisted voluntary return"))] = False

    @model_validator(mode="after")
    def all_told(self) -> Notify:
        if not (self.remedy_told and self.avrr_told):
            raise ValueError(str(_("A decision is not served before the person was told of the remedy and of assisted voluntary return.")))
        return self
