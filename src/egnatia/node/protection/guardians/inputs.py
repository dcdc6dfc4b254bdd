from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field

from egnatia.kernel import moment
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, NeededLine, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.protection.guardians import selectors


def _strain_ends(value: date) -> date:
    if not moment.today() < value <= moment.today() + timedelta(days=92):
        raise ValueError(_("Choose a day in the next three months."))
    return value


class AddGuardian(Input):
    """Somebody for the register of guardians."""

    name: Annotated[NeededLine, Ask(_("Name of the guardian"))]
    organisation: Annotated[NeededLine, Ask(_("Authority or organisation"), _("Independent of those who decide on asylum, return and detention."))]
    spoken: Annotated[list[Language], Field(min_length=1), Ask(_("Languages"), choices=languages.choices, widget="select_many")]
    vetted_on: Annotated[PastDay, Ask(_("Vetted for work with children on"), widget="day")]


class GiveQueue(Input):
    """A unit of the kind “guardian” belongs to one person; whoever signs in there sees that guardian's children."""

    unit: Annotated[str, Ask(_("The guardian's own unit"), choices=selectors.free_units, widget="select")]


class Declare(Input):
    """What makes the applications of children alone disproportionately many."""

    reason: Annotated[NeededNote, Ask(_("Why"), _("How many children, since when, how many guardians, what is done to find more."), widget="textarea")]
    until: Annotated[date, AfterValidator(_strain_ends), Ask(_("Until"), _("At most three months. It ends by itself."), widget="day")]


class AskForGuardian(Input):
    person_id: Annotated[UUID, Ask(_("Child"), widget="hidden")]


class Appoint(Input):
    guardian: Annotated[UUID, Ask(_("Guardian"), _("With the number of children that each has now."), choices=selectors.guardian_choices, widget="select")]


class EndReason(TextChoices):
    ADULT = "ADULT", _("The child came of age")
    FAMILY = "FAMILY", _("With parents or family who have custody")
    OTHER_STATE = "OTHER_STATE", _("Guardianship was taken over in another state")
    NOT_ALONE = "NOT_ALONE", _("The child was never alone, or is an adult after all")


class EndGuardianship(Input):
    reason: Annotated[EndReason, Ask(_("Why the guardianship ends"), choices=lambda: EndReason.choices, widget="radio")]


def _seen(value: datetime) -> datetime:
    given = timezone.make_aware(value) if timezone.is_naive(value) else value
    if given > moment.now():
        raise ValueError(_("This moment lies in the future."))
    return given


class Alert(Input):
    """A child is missing. Nothing else is needed than that it was seen no more."""

    person_id: Annotated[UUID, Ask(_("Child"), widget="hidden")]
    last_seen_at: Annotated[datetime, AfterValidator(_seen), Ask(_("Last seen, day and time"), widget="datetime")]
    last_seen_where: Annotated[NeededLine, Ask(_("Last seen where"))]
    circumstances: Annotated[Note, Ask(_("What is known"), _("With whom, clothes, what was said, fears."), widget="textarea")] = ""


class SearchKind(TextChoices):
    POLICE = "POLICE", _("Police of this country told")
    HOTLINE = "HOTLINE", _("Hotline for missing children (116 000) told")
    CENTRE = "CENTRE", _("Centre, hospitals and friends asked")
    NEIGHBOUR = "NEIGHBOUR", _("Child protection of a neighbouring country told")
    RED_CROSS = "RED_CROSS", _("Red Cross tracing, with the guardian's consent")


class NoteSearch(Input):
    """Never the authorities or consulate of the country of origin: they have no code here."""

    kind: Annotated[SearchKind, Ask(_("What was done"), choices=lambda: SearchKind.choices, widget="radio")]
    text: Annotated[NeededNote, Ask(_("With whom, and what they said"), widget="textarea")]


class FoundOutcome(TextChoices):
    WELL = "WELL", _("Found and well")
    HARMED = "HARMED", _("Found, and was harmed or exploited")
    ELSEWHERE = "ELSEWHERE", _("In the care of child protection in another state")
    DEAD = "DEAD", _("Found dead")


class Found(Input):
    outcome: Annotated[FoundOutcome, Ask(_("How the child was found"), choices=lambda: FoundOutcome.choices, widget="radio")]
