from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from egnatia.kernel.codes import countries
from egnatia.kernel.engine.fields import Country, Line, NeededLine, NeededLong, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.referral.inputs import YesNo
from egnatia.node.returns.models import Milestone

Days = Annotated[int | None, Field(ge=1, le=730)]


class Select(Input):
    country: Annotated[Country, Ask(_("Country of origin"), choices=countries.nationality_choices)]
    reasons: Annotated[NeededNote, Ask(_("Why this country"), _("Figures, needs, what works already."), widget="textarea")]
    human_rights: Annotated[
        NeededNote,
        Ask(_("What was looked at before any talks"), _("The situation there, how returned persons are treated, who could monitor it."), widget="textarea"),
    ]


class NoteMilestone(Input):
    kind: Annotated[Milestone.Kind, Ask(_("What"), choices=lambda: Milestone.Kind.choices)]
    on: Annotated[RecentDay, Ask(_("Day"))]
    text: Annotated[NeededNote, Ask(_("What came of it"), _("No data of any person."), widget="textarea")]


class Sign(Input):
    """The terms as they were signed. What the agreement does not say stays empty."""

    title: Annotated[NeededLine, Ask(_("Title of the agreement"))]
    third_country: Annotated[bool, Ask(_("About third-country nationals and stateless persons too"))] = False
    submit_days: Annotated[Days, Ask(_("Days to ask, for third-country nationals"))] = None
    answer_days: Annotated[Days, Ask(_("Calendar days to answer"))] = None
    answer_fast: Annotated[Days, Ask(_("Working days to answer, accelerated"))] = None
    extension_days: Annotated[Days, Ask(_("More days on a reasoned request"))] = None
    silence_agrees: Annotated[bool, Ask(_("Silence is agreement"), _("Even then a person confirms it."))] = False
    transfer_days: Annotated[Days, Ask(_("Days for the transfer, from agreement"))] = None
    eu_document: Annotated[bool, Ask(_("The other side accepts the European travel document for return"))] = False


class EnterIntoForce(Input):
    on: Annotated[RecentDay, Ask(_("In force since"))]
    gazette: Annotated[NeededLine, Ask(_("Official gazette"), _("Number and year. You have compared each term with it."))]


class AddContact(Input):
    office: Annotated[NeededLine, Ask(_("Office"))]
    duty: Annotated[NeededLine, Ask(_("Its duty"), _("Such as: answers requests, issues documents, receives at the airport."))]
    reached_by: Annotated[NeededLine, Ask(_("How it is reached"), _("Of the office, never of a private person."))]
    checked_on: Annotated[RecentDay, Ask(_("Checked on"))]


class WriteFactSheet(Input):
    text: Annotated[
        NeededLong,
        Ask(_("What counsellors tell"), _("Arrival, documents, health, school, help, whom to call. Facts with their day."), widget="textarea", rows=10),
    ]
    sources: Annotated[NeededNote, Ask(_("Sources"), widget="textarea")]


class End(Input):
    reason: Annotated[Line, Field(min_length=1), Ask(_("Reason"))]
    ended: Annotated[YesNo, Ask(_("The agreement has ended, too"), choices=lambda: YesNo.choices, widget="radio")] = YesNo.NO
