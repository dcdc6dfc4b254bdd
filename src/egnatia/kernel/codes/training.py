"""Training as nodes and hub speak of it: who is nominated for which session, what came of it, what is needed.

A person is a reference that their node gave them for the hub alone; the name stays there. On lists and in tests they are the number of their place.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes.forms import Form
from egnatia.kernel.codes.pool import Sex

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{3}$")]
ModuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,23}$")]
SealingKey = Annotated[str, StringConstraints(min_length=10, max_length=70)]
Few = Field(max_length=40)


class Institution(StrEnum):
    """Where somebody works; the unit itself stays at the node."""

    BORDER = "BORDER"
    ASYLUM = "ASYLUM"
    RETURN = "RETURN"
    PROTECTION = "PROTECTION"
    RECEPTION = "RECEPTION"
    HEALTH = "HEALTH"
    JUSTICE = "JUSTICE"
    CIVIL = "CIVIL"
    OTHER = "OTHER"


INSTITUTIONS = {
    Institution.BORDER: _("Border police"),
    Institution.ASYLUM: _("Asylum authority"),
    Institution.RETURN: _("Authority for return procedures"),
    Institution.PROTECTION: _("Social and child protection"),
    Institution.RECEPTION: _("Reception"),
    Institution.HEALTH: _("Health"),
    Institution.JUSTICE: _("Courts, legal aid, ombudsperson"),
    Institution.CIVIL: _("Civil society"),
    Institution.OTHER: _("Another institution"),
}


def institutions() -> list[tuple[str, object]]:
    return [(str(code), label) for code, label in INSTITUTIONS.items()]


def name_seal(name: str, salt: str) -> str:
    """What binds a certificate to a name without telling it: SHA-256 over the name (NFC, single spaces) and a salt of 128 bits that the hub never has.

    Open Badges 3.0, IdentityObject: ``identityHash`` of the identity with the salt put after it.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    return hashlib.sha256((plain + salt).encode()).hexdigest()


class Nomination(Form):
    """Somebody is nominated for a session. ``done``: modules that the node vouches for, beside those that the region certified."""

    session: UUID
    person: UUID
    sex: Sex
    institution: Institution
    languages: Annotated[list[Language], Field(min_length=1, max_length=10)]
    done: Annotated[list[ModuleCode], Few] = []
    name_seal: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    sealing_key: SealingKey


class Withdrawal(Form):
    """Somebody does not come after all."""

    why: Literal["NOT_NEEDED", "CANNOT_COME", "LEFT"]


class SessionRequest(Form):
    """A country asks for trainers: a national session that the pool finds two for."""

    module: ModuleCode
    language: Language
    place: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    monday: date
    flexible: Annotated[int, Field(ge=0, le=12)]
    places: Annotated[int, Field(ge=1, le=500)]
    sealing_key: SealingKey


class Candidate(Form):
    """A country offers somebody who passed a module, and the one on training others, as its trainer."""

    person: UUID
    languages: Annotated[list[Language], Field(min_length=1, max_length=10)]
    most: Annotated[int, Field(ge=1, le=26)]
    sealing_key: SealingKey


class NeedLine(Form):
    """People of one kind of institution who need a module for their post, and how many of them have it."""

    institution: Institution
    module: ModuleCode
    posts: Annotated[int, Field(ge=1, le=100_000)]
    trained: Annotated[int, Field(ge=0, le=100_000)]
    by: date

    @model_validator(mode="after")
    def no_more_than_all(self) -> NeedLine:
        if self.trained > self.posts:
            raise ValueError("more are trained than there are posts")
        return self


class Needs(Form):
    """All that a country needs now; takes the place of what it said before."""

    lines: Annotated[list[NeedLine], Field(max_length=500)]


class Quality(Form):
    """Kirkpatrick 4: a figure of the work itself, such as decisions with a documented assessment of evidence, among all that were looked at, in a half-year."""

    module: ModuleCode
    indicator: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,23}$")]
    half: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-[12]$")]
    met: Annotated[int, Field(ge=0, le=1_000_000)]
    seen: Annotated[int, Field(ge=1, le=1_000_000)]

    @model_validator(mode="after")
    def no_more_than_all(self) -> Quality:
        if self.met > self.seen:
            raise ValueError("more met it than were looked at")
        return self


# What can be looked at in files, by what training is meant to change.
INDICATORS = {
    "EVIDENCE": _("Decisions with a documented assessment of evidence"),
    "INTERVIEW": _("Interviews that passed the check of quality"),
    "VULNERABLE": _("Files in which special needs were looked at"),
    "REFERRED": _("Signs of vulnerability that led to a referral"),
}


class KnownModule(Form):
    """A published module, as a node needs it to nominate."""

    code: ModuleCode
    title: Annotated[str, StringConstraints(max_length=120)]
    version: Annotated[int, Field(ge=1)]
    before: Annotated[list[ModuleCode], Few] = []


class OpenSession(Form):
    """A session that people can be nominated for, or that begins soon. ``week``: the Monday that was given; empty while it is not."""

    id: UUID
    number: Annotated[str, StringConstraints(max_length=20)]
    kind: Annotated[str, StringConstraints(max_length=60)]
    module: ModuleCode
    before: Annotated[list[ModuleCode], Few] = []
    language: Language
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    place: Annotated[str, StringConstraints(max_length=120)]
    monday: date
    week: date | None = None
    places: Annotated[int, Field(ge=1, le=500)]
    takes: bool


class Programme(Form):
    """What the hub tells all nodes: the curriculum and the sessions, as they stand."""

    modules: Annotated[list[KnownModule], Field(max_length=200)]
    sessions: Annotated[list[OpenSession], Field(max_length=500)]


class Word(Form):
    """What the hub tells the node of one person, sealed to it: exactly one of these kinds.

    place: they have one, with its number. waiting, declined: not yet, or not. ended: the place stands no more. result: they were there, or not, and passed,
    or not. certificate: with the signed badge. revoked. forms: links to say how it was. candidate, trainer, left_pool: of the pool, with the number there.
    session, no_session: what became of a request for trainers.
    """

    kind: Literal[
        "place", "waiting", "declined", "ended", "result", "certificate", "revoked", "forms", "candidate", "trainer", "left_pool", "session", "no_session"
    ]
    reference: UUID
    number: int = 0
    attended: bool | None = None
    passed: bool | None = None
    code: str = ""
    badge: str = ""
    address: str = ""
    module: str = ""
    version: int = 0
    on: date | None = None
    until: date | None = None
    links: dict[Literal["reaction", "self", "supervisor"], str] = {}
    why: Annotated[str, StringConstraints(max_length=200)] = ""
