from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, Line, NeededLine, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.asylum.models import Ground, Outcome, Route


class Begin(Input):
    registration: Annotated[UUID, Ask(_("Registration"), widget="hidden")]


class ChooseRoute(Input):
    """The regular route is what everybody has; another one needs its grounds, by the letter of the law."""

    route: Annotated[Route, Ask(_("Route"), choices=lambda: Route.choices, widget="radio")]
    grounds: Annotated[list[Ground], Ask(_("Grounds"), _("Of the accelerated or border route."), choices=lambda: Ground.choices, widget="checkboxes")] = []
    reasons: Annotated[NeededNote, Ask(_("Reasons in this case"), widget="textarea")]

    @model_validator(mode="after")
    def another_route_has_grounds(self) -> ChooseRoute:
        if self.route is not Route.REGULAR and not self.grounds:
            raise ValueError(str(_("Name at least one ground, or choose the regular route.")))
        if self.route is Route.BORDER and set(self.grounds) & {Ground.H, Ground.I}:
            raise ValueError(str(_("Grounds h and i open no border procedure.")))
        return self


class Delay(TextChoices):
    NUMBERS = "NUMBERS", _("A disproportionate number of applications")
    COMPLEX = "COMPLEX", _("Complex questions of fact or law")
    APPLICANT = "APPLICANT", _("The applicant did not meet their duties")


class Extend(Input):
    ground: Annotated[Delay, Ask(_("Why more time is needed"), choices=lambda: Delay.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons, as the applicant is told"), widget="textarea")]
    told: Annotated[bool, Ask(_("The applicant is told, with the new last day"))] = False

    @model_validator(mode="after")
    def the_applicant_is_told(self) -> Extend:
        if not self.told:
            raise ValueError(str(_("Tell the applicant why and until when: nothing is extended in silence.")))
        return self


class NameCounsel(Input):
    counsel: Annotated[NeededLine, Ask(_("Lawyer or representative, and how to reach them"))]


class Sex(TextChoices):
    WOMAN = "WOMAN", _("A woman")
    MAN = "MAN", _("A man")
    ANY = "ANY", _("No wish, asked expressly")


def _ahead(value: datetime) -> datetime:
    given = timezone.make_aware(value) if timezone.is_naive(value) else value
    if not moment.now() < given < moment.now() + timedelta(days=730):
        raise ValueError(_("Choose a moment that lies ahead, in the next two years."))
    return given


def _past(value: datetime) -> datetime:
    given = timezone.make_aware(value) if timezone.is_naive(value) else value
    if not moment.now() - timedelta(days=3650) < given <= moment.now():
        raise ValueError(_("This moment lies in the future, or too far back."))
    return given


Past = Annotated[datetime, AfterValidator(_past)]


class PlanInterview(Input):
    at: Annotated[datetime, AfterValidator(_ahead), Ask(_("Day and time"), widget="datetime")]
    place: Annotated[NeededLine, Ask(_("Room"))]
    language: Annotated[Language, Ask(_("Language and variety of the interpreter"), choices=languages.choices)]
    wanted_sex: Annotated[Sex, Ask(_("Interviewer and interpreter whom the applicant asks for"), choices=lambda: Sex.choices, widget="radio")]


class RecordInterview(Input):
    """The report: read back, with the applicant's comments and corrections."""

    held_at: Annotated[Past, Ask(_("Held on, day and time"), widget="datetime")]
    report: Annotated[NeededNote, Ask(_("Report"), _("Free narrative first; then questions, open before closed."), widget="textarea", rows=10)]
    comments: Annotated[Note, Ask(_("Comments and corrections of the applicant"), widget="textarea")] = ""
    read_back: Annotated[bool, Ask(_("Read back to the applicant in their language"))] = False
    explained: Annotated[bool, Ask(_("The applicant could explain what was missing or did not fit"))] = False
    guardian_present: Annotated[bool, Ask(_("For a child: the guardian or parent was present"))] = False

    @model_validator(mode="after")
    def it_was_read_back(self) -> RecordInterview:
        if not (self.read_back and self.explained):
            raise ValueError(str(_("Read the report back and let the applicant explain first: it counts only then.")))
        return self


class Omission(TextChoices):
    POSITIVE = "POSITIVE", _("Refugee status can be granted on what is in the file")
    UNFIT = "UNFIT", _("Not able to be interviewed for enduring reasons, by a doctor's finding")


class OmitInterview(Input):
    ground: Annotated[Omission, Ask(_("Why there is no interview"), choices=lambda: Omission.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons"), widget="textarea")]


class Inadmissible(TextChoices):
    """Reg. (EU) 2024/1348 art. 38."""

    FIRST_COUNTRY = "1a", _("38(1)(a): first country of asylum")
    SAFE_THIRD = "1b", _("38(1)(b): safe third country")
    PROTECTED = "1c", _("38(1)(c): protected by another state of the system")
    COURT = "1d", _("38(1)(d): safe relocation by an international court")
    LATE = "1e", _("38(1)(e): after a return decision, without anything new")
    SUBSEQUENT = "2", _("38(2): subsequent application without new elements")


class Propose(Input):
    """Refugee status is considered first, subsidiary protection only after it, a rejection only after both. A person writes the reasons."""

    outcome: Annotated[Outcome, Ask(_("Proposed decision"), choices=lambda: Outcome.choices, widget="radio")]
    inadmissible: Annotated[Inadmissible | None, Ask(_("If inadmissible: by which rule"), choices=lambda: Inadmissible.choices)] = None
    refugee_reasons: Annotated[Note, Ask(_("Refugee status: facts, risk, reasons"), widget="textarea", rows=8)] = ""
    subsidiary_reasons: Annotated[Note, Ask(_("Subsidiary protection: facts, risk, reasons"), widget="textarea", rows=6)] = ""

    @model_validator(mode="after")
    def in_the_order_of_the_law(self) -> Propose:
        if self.outcome is Outcome.INADMISSIBLE:
            if self.inadmissible is None:
                raise ValueError(str(_("Name the rule by which it is inadmissible.")))
        elif not self.refugee_reasons:
            raise ValueError(str(_("Refugee status is considered first: write why it is granted or not.")))
        elif self.outcome is not Outcome.REFUGEE and not self.subsidiary_reasons:
            raise ValueError(str(_("Subsidiary protection is considered before anything is refused: write why it is granted or not.")))
        return self


class SendBack(Input):
    reason: Annotated[NeededNote, Ask(_("What is missing"), widget="textarea")]


class Serve(Input):
    """With proof of the day and the language; from here the time to appeal runs."""

    served_at: Annotated[Past, Ask(_("Served on, day and time"), widget="datetime")]
    language: Annotated[Language, Ask(_("Result and remedy explained in which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    remedy: Annotated[Note, Ask(_("Remedy: where, until which day, with what effect"), widget="textarea")] = ""
    legal_aid: Annotated[Line, Ask(_("Legal help free of charge: name and telephone"))] = ""
    remedy_until: Annotated[date | None, Ask(_("Last day to appeal, as the applicant was told"), widget="day")] = None
    counsel_served_at: Annotated[
        Past | None, Ask(_("Served on the lawyer or representative, day and time"), _("The time to appeal runs from the later of the two."), widget="datetime")
    ] = None
    guardian_told: Annotated[bool, Ask(_("For a child: served on the guardian or parent too"))] = False


def _recent(value: date) -> date:
    if value < moment.today() - timedelta(days=3650):
        raise ValueError(_("This day lies too far back: check the year."))
    return value


RecentDay = Annotated[PastDay, AfterValidator(_recent)]


class LodgeAppeal(Input):
    lodged_on: Annotated[RecentDay, Ask(_("Appeal lodged on"), widget="day")]
    asks_to_remain: Annotated[bool, Ask(_("Asks to remain, if the law does not say so itself"))] = True


class CourtOutcome(TextChoices):
    UPHELD = "UPHELD", _("Decision upheld")
    REMITTED = "REMITTED", _("Decision annulled, to be decided again")
    REFUGEE = "REFUGEE", _("Refugee status granted by the court")
    SUBSIDIARY = "SUBSIDIARY", _("Subsidiary protection granted by the court")


class CourtDecided(Input):
    outcome: Annotated[CourtOutcome, Ask(_("What the court or commission decided"), choices=lambda: CourtOutcome.choices, widget="radio")]
    on: Annotated[RecentDay, Ask(_("Decided on"), widget="day")]


class AnswerStay(Input):
    may: Annotated[
        Literal["GRANTED", "REFUSED"],
        Ask(_("The court's answer to the wish to remain"), choices=lambda: [("GRANTED", _("May remain")), ("REFUSED", _("May not remain"))], widget="radio"),
    ]


class Withdraw(Input):
    """Only the person's own, informed act. Silence is none."""

    words: Annotated[NeededNote, Ask(_("The person's own words"), widget="textarea")]
    language: Annotated[Language, Ask(_("In which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    consequences_told: Annotated[bool, Ask(_("Told what follows, and that it can be taken back"))] = False
    advised: Annotated[bool, Ask(_("Could speak with a lawyer or an organisation first"))] = False

    @model_validator(mode="after")
    def nobody_withdraws_uninformed(self) -> Withdraw:
        if not (self.consequences_told and self.advised):
            raise ValueError(str(_("First tell what follows and offer advice: a withdrawal that was not informed is none.")))
        return self
