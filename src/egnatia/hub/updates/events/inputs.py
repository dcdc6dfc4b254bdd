from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from egnatia.hub.logframe.models import Framework
from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.parties.inputs import SeventhOrNone, seven
from egnatia.hub.logframe.results.inputs import FIRST, LAST
from egnatia.hub.updates.models import Event
from egnatia.kernel.engine.fields import Note, aware
from egnatia.kernel.engine.spec import Ask, Input


def _plausible(value: datetime) -> datetime:
    if not FIRST <= value.date() <= LAST:
        raise ValueError(_now("Choose a day between 2000 and 2100."))
    return aware(value)


Moment = Annotated[datetime, AfterValidator(_plausible)]


def plans() -> list[tuple[str, str]]:
    found = Framework.objects.filter(case__closed=False).order_by("title")
    return [(str(one.pk), one.title) for one in found]


def _delegations(value: str) -> str:
    """One institution in a line, with its number: “Asylum office, SRB: 3”."""
    for line in filter(None, map(str.strip, value.splitlines())):
        name, colon, number = line.rpartition(":")
        if not colon or not name.strip() or len(name.strip()) > 200 or not number.strip().isdecimal() or len(number.strip()) > 4:
            raise ValueError(_now("Write one institution in a line, with its number behind a colon: %(line)s") % {"line": line[:60]})
    return value


Delegations = Annotated[
    str,
    StringConstraints(max_length=10_000),
    AfterValidator(_delegations),
    Ask(_("Institutions and numbers"), _("One in a line, such as “Asylum office (SRB): 3”. No names."), "textarea", rows=5),
]


class EventFields(Input):
    kind: Annotated[Event.Kind, Ask(_("Kind"), choices=lambda: Event.Kind.choices, widget="radio")]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Title"))]
    topic: Annotated[str, StringConstraints(min_length=1, max_length=120), Ask(_("Topic"), _("Such as age assessment, training methodology."))]
    matters: Annotated[Note, Ask(_("Why it matters"), _("In a sentence or two, for people outside: it stands in the cooperation update."), "textarea")] = ""
    organisers: Annotated[list[str], Field(max_length=30), Ask(_("Organised with"), "", "select_many", parties.choices)] = []
    others: Annotated[str, StringConstraints(max_length=500), Ask(_("Organisers that are not on the list"), _("Such as UNICEF, Sweden, Germany."))] = ""
    starts: Annotated[Moment, Ask(_("Begins"), widget="datetime")]
    ends: Annotated[Moment, Ask(_("Ends"), widget="datetime")]
    country: Annotated[SeventhOrNone, Ask(_("Country"), _("Empty: online alone, or elsewhere."), "select", seven)] = ""
    place: Annotated[str, StringConstraints(max_length=200), Ask(_("Place"))] = ""
    link: Annotated[
        str,
        StringConstraints(max_length=300, pattern=r"^(https://\S+)?$"),
        Ask(_("Link to join from afar"), _("Begins with https://; never in the public feed.")),
    ] = ""
    agenda: Annotated[str, StringConstraints(max_length=10_000), Ask(_("Agenda"), _("One item in a line."), "textarea", rows=6)] = ""
    plan: Annotated[UUID | None, Ask(_("Of which plan"), _("A roadmap or contract that it belongs to."), "select", plans)] = None
    public: Annotated[bool, Ask(_("Stands in the public feed once it is announced"))] = False

    @model_validator(mode="after")
    def ends_later(self) -> EventFields:
        if self.ends <= self.starts:
            raise ValueError(_now("It ends after it begins."))
        if any("://" in one for one in (self.title, self.topic, self.matters, self.place, self.others)):
            raise ValueError(_now("An address to join stands in its own field: these words may be public."))
        if not self.place and not self.link:
            raise ValueError(_now("Say where it is, or where it is joined from afar."))
        return self


class Plan(EventFields):
    lead: Annotated[str, Ask(_("Who leads it"), _("It alone changes it."), "select", parties.choices)]


class Invite(Input):
    expected: Delegations


class Hold(Input):
    came: Delegations
