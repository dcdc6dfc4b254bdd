from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine import national
from egnatia.kernel.engine.fields import Language, LenientLanguage, LenientLine, LenientNote, Line, Nationality, NeededLine, NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.people.inputs import PersonAnswers, Stated
from egnatia.node.registration.models import WhyMissing

NO_DOCUMENT = "NONE"


def _documents() -> list[tuple[str, str]]:
    """What the country's law gives, in the words of the law and in English."""
    found = [(one.code, f"{one.title} ({one.title_en})") for one in national.documents()]
    return [*found, (NO_DOCUMENT, str(_("None was given")))]


def _known_document(value: str) -> str:
    if value not in {code for code, _label in _documents()}:
        raise ValueError(_("Choose a document of this country."))
    return value


Document = Annotated[str, AfterValidator(_known_document)]


def _not_past(value: datetime) -> datetime:
    given = timezone.make_aware(value) if timezone.is_naive(value) else value
    if given < moment.now():
        raise ValueError(_("The appointment lies in the past."))
    return given


class RecordWish(Input):
    """A wish for asylum: one step, nothing is required but that it was said."""

    person_id: Annotated[UUID | None, Ask(_("Person"), widget="hidden")] = None
    name: Annotated[LenientLine, Ask(_("Name, if known"), _("As told; spelling can be corrected later."))] = ""
    citizenship: Annotated[Nationality, Ask(_("Nationality, if known"), choices=countries.nationality_choices)] = "XXX"
    language: Annotated[LenientLanguage, Ask(_("Language the person understands"), choices=languages.choices)] = "eng"
    words: Annotated[LenientNote, Ask(_("What was said or shown"), _("In the person's own words. Any words or signs count."), widget="textarea")] = ""
    place: Annotated[LenientLine, Ask(_("Where it was said"))] = ""


def _why(label: Any) -> Ask:
    return Ask(label, _("Only if it is not there."), choices=lambda: WhyMissing.choices)


class Register(Input):
    """Registration by the authority, after reading the data back to the person: the data set of APR art. 27(1) beyond the identity itself."""

    read_back: Annotated[bool, Ask(_("The data were read back to the person, who could correct them"))]
    language: Annotated[Language, Ask(_("Language of the registration"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    address: Annotated[Note, Ask(_("Address or place of stay"))] = ""
    telephone: Annotated[Line, Ask(_("Telephone"))] = ""
    email: Annotated[Line, Ask(_("E-mail"))] = ""
    family_elsewhere: Annotated[
        Note,
        Ask(_("Family in a state of the region or the EU"), _("Of a child also brothers, sisters and other relatives."), widget="textarea"),
    ] = ""
    why_no_name: Annotated[WhyMissing | None, _why(_("Why there is no name"))] = None
    why_no_birth: Annotated[WhyMissing | None, _why(_("Why there is no date of birth"))] = None
    why_no_birthplace: Annotated[WhyMissing | None, _why(_("Why there is no place of birth"))] = None
    why_no_nationality: Annotated[WhyMissing | None, _why(_("Why there is no nationality"))] = None
    why_no_papers: Annotated[WhyMissing | None, _why(_("Why there is no document"))] = None
    why_no_contact: Annotated[WhyMissing | None, _why(_("Why there is no way to reach the person"))] = None
    document_issued: Annotated[Document, Ask(_("Document given to the person"), choices=_documents)]

    @model_validator(mode="after")
    def must_be_read_back(self) -> Register:
        if not self.read_back:
            raise ValueError(str(_("Read the data back to the person before you register.")))
        return self


class CorrectData(Stated):
    """What the person says is wrong, said anew; what stood before stays beside it."""


class IssueDocument(Input):
    document: Annotated[Document, Ask(_("Document"), choices=lambda: [one for one in _documents() if one[0] != NO_DOCUMENT])]


class NameGuardian(Input):
    name: Annotated[NeededLine, Ask(_("Name of the temporary guardian"))]
    authority: Annotated[NeededLine, Ask(_("Authority that appointed the guardian"))]


class SendOn(Input):
    to: Annotated[NeededLine, Ask(_("Authority or province that the person is sent to"))]
    proof_given: Annotated[bool, Ask(_("The person carries a paper that proves the wish for asylum"))] = False


class NoteAddress(Input):
    text: Annotated[NeededNote, Ask(_("Address, as told"))]
    since: Annotated[date, Ask(_("Lives there since"), widget="day")]


class AppointLodging(Input):
    at: Annotated[datetime, AfterValidator(_not_past), Ask(_("Day and time"), widget="datetime")]
    place: Annotated[NeededLine, Ask(_("Place"))]
    told_in: Annotated[Language, Ask(_("The person was told in which language"), choices=languages.choices)]


class NoteEnd(Input):
    decision: Annotated[NeededLine, Ask(_("Final decision: number, day and outcome"))]


class ProposeLapse(Input):
    efforts: Annotated[
        NeededNote,
        Ask(
            _("What was done to reach the person"),
            _("When, how, in which language."),
            widget="textarea",
        ),
    ]


class RegisterTemporary(PersonAnswers):
    group: Annotated[NeededLine, Ask(_("Group that the protection is for"))]
    province: Annotated[NeededLine, Ask(_("Province of residence"))]
    document_issued: Annotated[Document, Ask(_("Document given to the person"), choices=_documents)]


class EndTemporary(Input):
    reason: Annotated[NeededNote, Ask(_("Why the protection ends for this person"), _("They may ask for asylum at any time."), widget="textarea")]
