from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints, model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Country, File, Language, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.coi.models import Closed, Held, Made, SharedEdition, SourceKind, Topic

_MOST_TEXT = 4_000_000
_WEB = StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$")
Answer = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class RegisterSource(Input):
    """Five questions (EU Common Guidelines on COI 2008): words, and no number that stands for them."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Name of the source"))]
    kind: Annotated[SourceKind, Ask(_("What it is"), choices=lambda: SourceKind.choices)]
    who: Annotated[Answer, Ask(_("Who is it?"), _("Identity, mandate, reputation, and in whose name it speaks."), "textarea")]
    what: Annotated[Answer, Ask(_("What does it say?"), _("What it covers and what not, and in which languages."), "textarea")]
    why: Annotated[Answer, Ask(_("Why does it say it?"), _("What it wants, who pays for it, on which side it stands."), "textarea")]
    how: Annotated[Answer, Ask(_("How does it know?"), _("Its method, whether it names its own sources, how it words things."), "textarea")]
    when: Annotated[Answer, Ask(_("When?"), _("How close to the events, how often, and how soon it publishes."), "textarea")]
    criticism: Annotated[str, StringConstraints(max_length=4000), Ask(_("Known criticism"), widget="textarea")] = ""


class AssessSource(Input):
    """The same questions again; earlier answers stay with the documents that were confirmed on them."""

    who: Annotated[Answer, Ask(_("Who is it?"), widget="textarea")]
    what: Annotated[Answer, Ask(_("What does it say?"), widget="textarea")]
    why: Annotated[Answer, Ask(_("Why does it say it?"), widget="textarea")]
    how: Annotated[Answer, Ask(_("How does it know?"), widget="textarea")]
    when: Annotated[Answer, Ask(_("When?"), widget="textarea")]
    criticism: Annotated[str, StringConstraints(max_length=4000), Ask(_("Known criticism"), widget="textarea")] = ""


class TakeDocument(Input):
    """A file as it was published, or its text."""

    content: Annotated[File, Ask(_("File"), _("PDF, Word (DOCX), web page (HTML) or text, up to 4 MB. It is kept as it is."), "file")] = b""
    pasted: Annotated[str, StringConstraints(max_length=_MOST_TEXT), Ask(_("Or its text"), _("Whole; empty lines part paragraphs."), "textarea", rows=8)] = ""
    address: Annotated[str, _WEB, Ask(_("Where it stands"), _("The address in the web, with https://"))] = ""

    @model_validator(mode="after")
    def one_of_both(self) -> TakeDocument:
        if bool(self.content) == bool(self.pasted):
            raise ValueError(str(_("Choose a file, or paste the text: one of both.")))
        return self


def _shared() -> list[tuple[str, str]]:
    found = SharedEdition.objects.filter(document=None, withdrawn_at=None).defer("content", "paper").order_by("-received_at")
    return [(str(one.pk), f"{one.node} · {one.number}, {one.edition} · {one.title}") for one in found]


class TakeShared(Input):
    """An edition that another country shared: its paper becomes a document here, confirmed like every other."""

    shared: Annotated[UUID, Ask(_("Edition"), _("What another country published, word for word."), "select", _shared)]


class ConfirmDocument(Input):
    """What the program proposed, looked at by a person."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("Title"))]
    source: Annotated[UUID, Ask(_("Source"), _("Not in the list: register and assess it first."), "select")]
    about: Annotated[list[Country], Ask(_("Countries"), choices=countries.nationality_choices, widget="select_many")]
    topics: Annotated[list[Topic], Ask(_("Topics"), choices=lambda: Topic.choices, widget="checkboxes")]
    language: Annotated[Language, Ask(_("Language of the document"), choices=languages.of_documents)]
    published_on: Annotated[PastDay, Ask(_("Published on"), widget="day")]
    accessed_on: Annotated[PastDay, Ask(_("Read on"), widget="day")]
    cut_off: Annotated[PastDay | None, Ask(_("Reaches up to"), _("Where the document says up to which day it reports."), "day")] = None
    address: Annotated[str, _WEB, Ask(_("Where it stands"))] = ""
    made: Annotated[Made, Ask(_("Who wrote these words"), _("Of the text as it stands here."), "radio", lambda: Made.choices)] = Made.ORIGINAL
    translator: Annotated[str, StringConstraints(max_length=200), Ask(_("Translated by"), _("The name as decisions show it, with the function."))] = ""
    follows: Annotated[UUID | None, Ask(_("It is a newer edition of"), _("Cases that cite the earlier one are told."), "select")] = None
    assessment: Annotated[Note, Ask(_("What is particular about this document"), widget="textarea")] = ""

    @model_validator(mode="after")
    def it_is_about_something(self) -> ConfirmDocument:
        if not 1 <= len(self.about) <= 12:
            raise ValueError(str(_("Choose one to twelve countries.")))
        if (self.made is Made.TRANSLATED) is not bool(self.translator.strip()):
            raise ValueError(str(_("Name who translated it, if a person did; nobody else translates by name.")))
        if self.accessed_on < self.published_on:
            raise ValueError(str(_("It was read before it was published: check the days.")))
        if self.cut_off is not None and self.cut_off > self.published_on:
            raise ValueError(str(_("It cannot reach beyond the day on which it was published: check the days.")))
        return self


class NoteEvent(Input):
    """Something after which older information may not hold any more."""

    country: Annotated[Country, Ask(_("Country"), choices=countries.nationality_choices)]
    day: Annotated[PastDay, Ask(_("Happened on"), widget="day")]
    what: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("What happened"), _("A change of power, a ceasefire, a new law: no person."))]
    topics: Annotated[list[Topic], Ask(_("What it changes"), _("None chosen: everything."), "checkboxes", lambda: Topic.choices)] = []


class WithdrawDocument(Input):
    why: Annotated[
        NeededNote,
        Ask(
            _("Why it is not cited any more"),
            _("Everybody who works on a case that cites it reads this, and the applicant whose case rests on it."),
            "textarea",
        ),
    ]


class CloseDocument(Input):
    """A file that applicants are not given: on which ground of the law, and what they are given instead."""

    closed: Annotated[Closed, Ask(_("Ground"), _("Reg. (EU) 2024/1348, article 18(2), as this country's law has it."), "radio", lambda: Closed.choices)]
    closed_why: Annotated[
        NeededNote,
        Ask(_("Why the ground holds for this file"), _("Courts read this, applicants do not: whose safety, no name."), "textarea"),
    ]
    summary: Annotated[
        str,
        StringConstraints(min_length=40, max_length=4000),
        Ask(
            _("Summary for the applicant"),
            _("The substance, so that it can be answered: what is said, of when and where, by what kind of source."),
            "textarea",
            rows=6,
        ),
    ]


class NoteHeld(Input):
    """What was published of a decision or of guidance about information that stands here."""

    passage: Annotated[int, Ask(_("Passage"), _("Its number: the last part of its address, #p12 is 12."))]
    who: Annotated[
        str, StringConstraints(min_length=3, max_length=200), Ask(_("Who held it"), _("Court and number of the published decision, or the guidance."))
    ]
    held: Annotated[Held, Ask(_("What it made of the information"), choices=lambda: Held.choices, widget="radio")]
    said: Annotated[str, StringConstraints(min_length=3, max_length=1000), Ask(_("What it said of it"), _("In a few words. No name."), "textarea")]
    on: Annotated[PastDay, Ask(_("On"), widget="day")]
