from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Country, Language, NeededLine, NeededNote
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.border.models import Falsity, Ground, Kind, Paper, Place
from egnatia.node.people.inputs import PersonAnswers


class BeginAct(PersonAnswers):
    """Somebody whom an officer thinks of refusing or handing back: nothing is decided yet."""

    kind: Annotated[Kind, Ask(_("What is considered"), choices=lambda: Kind.choices, widget="radio")]
    to_country: Annotated[Country, Ask(_("Where the person would have to go"), choices=countries.nationality_choices)]
    place: Annotated[NeededLine, Ask(_("Place"))]


class BeginKnown(Input):
    """The same about somebody whose case stands open here already."""

    person_id: Annotated[UUID, Ask(_("Person"), widget="hidden")]
    kind: Annotated[Kind, Ask(_("What is considered"), choices=lambda: Kind.choices, widget="radio")]
    to_country: Annotated[Country, Ask(_("Where the person would have to go"), choices=countries.nationality_choices)]
    place: Annotated[NeededLine, Ask(_("Place"))]


class Assess(Input):
    """An individual answer about this person and this destination."""

    risk: Annotated[
        bool,
        Ask(
            _("There may be a real risk for the person there, or from there to another country"),
            _("Persecution, torture, inhuman treatment, a threat to life. If in doubt: tick."),
        ),
    ] = False
    reasons: Annotated[NeededNote, Ask(_("Reasons, about this person"), _("What the person said, and what is known of the country."), widget="textarea")]


class Propose(Input):
    grounds: Annotated[
        list[Ground], Ask(_("Grounds of the standard form (refusal of entry only)"), _("Tick all that hold."), choices=lambda: Ground.choices)
    ] = []
    reasons: Annotated[NeededNote, Ask(_("Reasons in this case"), _("About this person: a ground alone is no reason."), widget="textarea")]


class Decide(Input):
    """The second officer serves the act on the person."""

    language: Annotated[Language, Ask(_("Served and explained in which language"), choices=languages.choices)]
    form_given: Annotated[bool, Ask(_("The person has the written act with its reasons"))] = False
    remedy_told: Annotated[bool, Ask(_("The person was told how to appeal, until when, and where legal help is"))] = False


class RecordFalseDocument(PersonAnswers):
    paper: Annotated[Paper, Ask(_("Kind of document"), choices=lambda: Paper.choices)]
    issuer: Annotated[Country, Ask(_("Country that the document names"), choices=countries.nationality_choices)]
    falsity: Annotated[Falsity, Ask(_("What is false"), choices=lambda: Falsity.choices)]
    place: Annotated[NeededLine, Ask(_("Place"))]


class RecordFacilitator(PersonAnswers):
    place: Annotated[Place, Ask(_("Where"), choices=lambda: Place.choices)]
    persons_helped: Annotated[int, Field(ge=1, le=500), Ask(_("How many persons were helped to cross"))]
    benefit: Annotated[
        NeededNote,
        Ask(_("What shows a financial or material benefit"), _("Help out of humanity, or for one's own family, is no facilitation."), widget="textarea"),
    ]
