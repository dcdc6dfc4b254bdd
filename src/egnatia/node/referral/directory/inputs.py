from __future__ import annotations

import re
from typing import Annotated

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from egnatia.exchange.models import Peer
from egnatia.exchange.signing import is_recipient
from egnatia.kernel.codes import countries
from egnatia.kernel.codes import languages as spoken
from egnatia.kernel.engine.fields import File, Language, Line, Mail, NeededLine, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import Unit
from egnatia.kernel.units import choices
from egnatia.node.referral.models import Status
from egnatia.node.referral.pathways import Help, Pathway

# An authority for returns or for the border answers no referral: it is never offered as a receiver.
ANSWERING = (
    *(Unit.Kind.PROTECTION, Unit.Kind.RECEPTION, Unit.Kind.INTEGRATION, Unit.Kind.ASYLUM),
    *(Unit.Kind.VOLUNTARY_RETURN, Unit.Kind.LEGAL),
)
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,39}$")]
Text = Annotated[str, StringConstraints(max_length=500)]
Short = Annotated[str, StringConstraints(max_length=200)]
Age = Annotated[int, Field(ge=0, le=120)]


def _units() -> list[tuple[str, str]]:
    return [("", "–"), *(one for kind in ANSWERING for one in choices(kind))]


def _key(value: str) -> str:
    if value and not is_recipient(value):
        raise ValueError(_("This is no public key of age: it begins with age1. Never enter a secret key here."))
    return value


def _web(value: str) -> str:
    if value and not re.fullmatch(r"https?://\S+", value):
        raise ValueError(_("An address of a page begins with https://."))
    return value


def _states() -> list[tuple[str, str]]:
    return [("", "–"), *(one for one in countries.nationality_choices() if one[0] not in {settings.EGNATIA_COUNTRY, "XXA", "XXB", "XXX"})]


class Entry(Input):
    """What the directory says of one service."""

    name: Annotated[Short, Field(min_length=1), Ask(_("Name of the service"))]
    organisation: Annotated[Short, Field(min_length=1), Ask(_("Organisation"))]
    pathway: Annotated[Pathway, Ask(_("Pathway"), choices=lambda: Pathway.choices)]
    helps: Annotated[list[Help], Field(min_length=1), Ask(_("With what it helps"), choices=lambda: Help.choices)]
    place: Annotated[NeededLine, Ask(_("Municipality"), _("Not the address: that stands below."))]
    unit: Annotated[str, Ask(_("Account that answers here"), _("If it has none, enter its public key below."), choices=_units)] = ""
    public_key: Annotated[
        Line, AfterValidator(_key), Ask(_("Public key of the service"), _("For sealed packages, if it has no account: made with age, begins with age1."))
    ] = ""
    country: Annotated[str, Ask(_("In another state"), _("Empty: here."), choices=_states)] = ""
    peer: Annotated[bool, Ask(_("The node of that state answers"), _("What goes there is sealed to its key and goes straight from node to node."))] = False
    confidential: Annotated[bool, Ask(_("Confidential place, such as a shelter"), _("Stands in no export, and for its own referrals alone."))] = False
    description: Annotated[Note, Ask(_("Description"), widget="textarea")] = ""
    address: Annotated[Short, Ask(_("Address"))] = ""
    eligibility: Annotated[Text, Ask(_("For whom"))] = ""
    minimum_age: Annotated[Age | None, Ask(_("From which age"))] = None
    maximum_age: Annotated[Age | None, Ask(_("To which age"))] = None
    languages: Annotated[list[Language], Ask(_("Languages spoken"), choices=spoken.choices)] = []
    interpretation: Annotated[Short, Ask(_("Interpretation"))] = ""
    fees: Annotated[Short, Ask(_("Fees"))] = ""
    how_to_apply: Annotated[Text, Ask(_("How to apply"))] = ""
    phone: Annotated[str, StringConstraints(max_length=40), Ask(_("Telephone"))] = ""
    email: Annotated[Mail, Ask(_("E-mail"))] = ""
    website: Annotated[Short, AfterValidator(_web), Ask(_("Website"))] = ""
    hours: Annotated[Short, Ask(_("Opening hours"))] = ""
    places: Annotated[int | None, Field(ge=0, le=100_000), Ask(_("Places altogether"), _("Leave empty if places are not counted."))] = None

    @model_validator(mode="after")
    def ages_in_order(self) -> Entry:
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise ValueError(str(_("The lowest age is above the highest.")))
        if self.country and self.country not in dict(_states()):
            raise ValueError(str(_("Choose a state of the list.")))
        if self.country and self.unit:
            raise ValueError(str(_("A service in another state has no account here: a node of that state, or its public key.")))
        if self.peer and not Peer.objects.filter(party=self.country).exists():
            raise ValueError(str(_("No node of that state is known here: an administrator adds it (exchange peer).")))
        return self


class ListService(Entry):
    code: Annotated[Code, Ask(_("Code"), _("Short, in capital letters, such as SHELTER-NORTH. It stays."))]


class SetCapacity(Input):
    places: Annotated[int, Field(ge=0, le=100_000), Ask(_("Places altogether"))]
    free: Annotated[int, Field(ge=0, le=100_000), Ask(_("Free now"))]

    @model_validator(mode="after")
    def free_of_places(self) -> SetCapacity:
        if self.free > self.places:
            raise ValueError(str(_("More are free than there are places.")))
        return self


class SetStatus(Input):
    status: Annotated[Status, Ask(_("Status"), choices=lambda: Status.choices)]


class ImportDirectory(Input):
    file: Annotated[File, Ask(_("HSDS 3.0 file (JSON)"), _("One service, a list of services, or a page of an HSDS API."), widget="file")]
