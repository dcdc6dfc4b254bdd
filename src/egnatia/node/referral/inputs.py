from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import Field as Limit
from pydantic import StringConstraints, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import ComingDay, Language, Line, NeededNote, Note, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.referral.directory import selectors as directory
from egnatia.node.referral.models import Basis, Closing, DeclineReason, GivenBy, Priority, Way
from egnatia.node.referral.pathways import Field, Help, Pathway, TransferGround

NeedText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Optional300 = Annotated[str, StringConstraints(max_length=300)]
# An agreement without an end is none: a year at most, then the person is asked again.
LONGEST = timedelta(days=366)


class Agreement(Input):
    """What allows the hand-over of data: the person's agreement with what it covers, or another ground that a second person looks at."""

    basis: Annotated[
        Basis | None,
        Ask(_("Why the data may be handed over"), _("Leave empty to ask the person later: nothing is sent until then."), choices=lambda: Basis.choices),
    ] = None
    scope: Annotated[
        list[Field],
        Ask(
            _("What the service may be told"),
            _("Only what the person agreed to, one by one. What its pathway does not need it never gets."),
            choices=lambda: Field.choices,
        ),
    ] = []
    transfer: Annotated[
        TransferGround | None,
        Ask(
            _("Why it may go to another state"),
            _("Only for a service in another state, and only after the person was told what that means."),
            choices=lambda: TransferGround.choices,
        ),
    ] = None
    until: Annotated[ComingDay | None, Ask(_("Until when"), _("The service sees nothing after this day. A year at most."))] = None
    consent_language: Annotated[Language | None, Ask(_("Language in which the person agreed"), choices=languages.choices)] = None
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present, or the officer speaks that language"))] = False
    given_by: Annotated[GivenBy, Ask(_("Who agreed"), choices=lambda: GivenBy.choices)] = GivenBy.SELF
    way: Annotated[Way, Ask(_("How"), choices=lambda: Way.choices)] = Way.SPOKEN
    reason: Annotated[Note, Ask(_("Without agreement: why it cannot wait for it"), _("A second person reads and decides on it."), widget="textarea")] = ""

    @model_validator(mode="after")
    def says_what_it_covers(self) -> Agreement:
        if self.basis is None:
            return self
        if not self.scope:
            raise ValueError(str(_("Say what the service may be told: tick at least one field.")))
        if self.basis is Basis.CONSENT and not self.consent_language:
            raise ValueError(str(_("Say in which language the person agreed.")))
        if self.basis is Basis.CONSENT and not self.interpreter_present:
            raise ValueError(str(_("An agreement counts in a language that the person understands: with an interpreter, or an officer who speaks it.")))
        if self.basis is not Basis.CONSENT and not self.reason:
            raise ValueError(str(_("Write why this is done without the person's agreement.")))
        if self.until and self.until > moment.today() + LONGEST:
            raise ValueError(str(_("A year at most: the person is asked again then.")))
        return self

    @property
    def ends(self) -> date:
        return self.until or moment.today() + timedelta(days=90)


class Asked(Agreement):
    """Which service is asked for what, and the rest of the minimum data set of the inter-agency referral form."""

    receiver: Annotated[str, Ask(_("To which service"), choices=directory.choices)] = ""
    pathway: Annotated[Pathway | None, Ask(_("Pathway"), _("If no service is known: the coordinator looks for one."), choices=lambda: Pathway.choices)] = None
    priority: Annotated[Priority, Ask(_("How soon"), choices=lambda: Priority.choices)] = Priority.NORMAL
    message: Annotated[Note, Ask(_("Message to the service"), _("Only what the service needs. No diagnosis."), widget="textarea")] = ""
    contact: Annotated[Line, Ask(_("Telephone, and when a call is safe"))] = ""
    whereabouts: Annotated[Line, Ask(_("Where the person is"))] = ""
    caregiver: Annotated[Line, Ask(_("Who cares for the child, and whether they know"))] = ""
    household: Annotated[int | None, Limit(ge=1, le=40), Ask(_("Persons in the household"))] = None
    accompanied: Annotated[bool, Ask(_("Somebody should come along"))] = False
    provided: Annotated[Optional300, Ask(_("What was given already"))] = ""


class Offer(Asked):
    """Refer a person to a service."""

    source_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    need: Annotated[NeedText, Ask(_("What is asked of the service"), _("For example: guardian for a child, safe shelter, medical care. No diagnosis."))]
    helps: Annotated[list[Help], Ask(_("Kind of help"), choices=lambda: Help.choices)] = []


class Complete(Asked):
    """Choose the service, or record the agreement, of a referral that waits for it."""


class Decide(Input):
    approve: Annotated[bool, Ask(_("I have read the reason and approve it"), _("Without this mark the referral ends, and what was sent is closed."))] = False
    note: Annotated[Optional300, Ask(_("Remark"))] = ""


class Decline(Input):
    declined_as: Annotated[DeclineReason, Ask(_("Why"), choices=lambda: DeclineReason.choices, widget="radio")] = DeclineReason.OTHER
    reason: Annotated[Reason, Ask(_("Why the service cannot take this"), _("The sender sees it and looks for another service."))]


class Redirect(Input):
    reason: Annotated[Reason, Ask(_("Which service would be right, and why"), _("The sender asks the person anew: an agreement names its service."))]


class Begin(Input):
    on: Annotated[RecentDay, Ask(_("First day of the help"))]


class Deliver(Input):
    on: Annotated[RecentDay, Ask(_("Day on which the help was given"))]


class Feedback(Input):
    satisfaction: Annotated[
        int | None, Limit(ge=1, le=5), Ask(_("How the person found the help, 1 to 5"), _("5 is best. Leave empty if the person did not want to say."))
    ] = None


class YesNo(TextChoices):
    YES = "YES", _("yes")
    NO = "NO", _("no")


class Close(Input):
    outcome: Annotated[Closing, Ask(_("How it ended"), choices=lambda: [one for one in Closing.choices if one[0] != Closing.BEFORE], widget="radio")]
    person_told: Annotated[YesNo, Ask(_("The person was told how it ended"), choices=lambda: YesNo.choices, widget="radio")]

    @model_validator(mode="after")
    def is_an_outcome_of_today(self) -> Close:
        if self.outcome == Closing.BEFORE:
            raise ValueError(str(_("Choose how it ended.")))
        return self


class Renew(Agreement):
    """Ask the person again, for the same service."""

    basis: Annotated[Basis, Ask(_("Why the data may be handed over"), choices=lambda: [one for one in Basis.choices if one[0] == Basis.CONSENT])]

    @model_validator(mode="after")
    def is_an_agreement(self) -> Renew:
        if self.basis is not Basis.CONSENT:
            raise ValueError(str(_("A service that has it already goes on with the person's agreement alone.")))
        return self


class WithdrawConsent(Input):
    """Nobody needs a reason to take an agreement back."""


class ByLink(Input):
    """What a service without an account answers, with the code from inside its package."""

    code: Annotated[Line, Ask(_("Code that stands in the package"))]
    answer: Annotated[str, StringConstraints(pattern="^(OPENED|ACCEPT|DECLINE|DELIVERED|UNREACHED)$"), Ask(_("Answer"))]
    reason: Annotated[Optional300, Ask(_("Reason or remark, without names"))] = ""


class FromAbroad(Input):
    """What the node of another state answers, in codes: no text of anybody crosses the border with it."""

    answer: Annotated[str, StringConstraints(pattern="^(OPENED|ACCEPT|DECLINE|BEGUN|DELIVERED|UNREACHED)$"), Ask(_("Answer"))]
    declined_as: Annotated[DeclineReason, Ask(_("Why"), choices=lambda: DeclineReason.choices)] = DeclineReason.OTHER


class Unreached(Input):
    tried: Annotated[NeededNote, Ask(_("What was tried, and when"), widget="textarea")]
