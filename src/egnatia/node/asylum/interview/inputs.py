from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import ComingMoment, File, Language, Line, NeededLine, NeededLong, NeededNote, Note, PastMoment
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.asylum.models import Stage
from egnatia.node.interpreting.models import Mode, Sex

Minutes = Annotated[int, Field(ge=15, le=480), Ask(_("Minutes"))]


class PlanInterview(Input):
    at: Annotated[ComingMoment, Ask(_("Day and time"), widget="datetime")]
    minutes: Minutes = 120
    place: Annotated[NeededLine, Ask(_("Room"))]
    interviewer: Annotated[UUID | None, Ask(_("Who interviews"), _("Empty: you."), "select")] = None
    language: Annotated[Language, Ask(_("Language that the applicant speaks best"), choices=languages.choices)]
    variety: Annotated[Line, Ask(_("Variety or dialect"))] = ""
    wanted_sex: Annotated[Sex, Ask(_("Interviewer and interpreter whom the applicant asks for"), choices=lambda: Sex.choices, widget="radio")]
    mode: Annotated[Mode, Ask(_("How it is interpreted"), choices=lambda: Mode.choices, widget="radio")] = Mode.PRESENT
    without_interpreter: Annotated[bool, Ask(_("No interpreter: interviewer and applicant speak this language well"))] = False
    support_told: Annotated[bool, Ask(_("Guardian, and lawyer if there is one, know the appointment"))] = False


def stages() -> list[tuple[str, object]]:
    """Those that are noted as they begin; an interruption is a step of its own."""
    return [(one.value, one.label) for one in Stage if one is not Stage.INTERRUPTED]


class NoteStage(Input):
    stage: Annotated[Stage, Ask(_("What begins now"), choices=stages, widget="radio")]
    note: Annotated[Note, Ask(_("Note"), widget="textarea")] = ""

    @model_validator(mode="after")
    def an_interruption_names_its_day(self) -> NoteStage:
        if self.stage is Stage.INTERRUPTED:
            raise ValueError(str(_("Interrupting until another day is a step of its own.")))
        return self


class Interrupt(Input):
    reason: Annotated[NeededNote, Ask(_("Why it is interrupted"), widget="textarea")]
    at: Annotated[ComingMoment, Ask(_("Goes on, day and time"), widget="datetime")]
    minutes: Minutes = 120
    place: Annotated[NeededLine, Ask(_("Room"))]


class RecordInterview(Input):
    """The report: read back, with the applicant's comments and corrections."""

    held_at: Annotated[PastMoment, Ask(_("Held on, day and time"), widget="datetime")]
    report: Annotated[
        NeededLong,
        Ask(_("Report"), _("Free narrative first; then questions, open before closed. Paragraphs are numbered: an empty line ends one."), "textarea", rows=14),
    ]
    comments: Annotated[Note, Ask(_("Comments and corrections of the applicant"), widget="textarea")] = ""
    read_back: Annotated[bool, Ask(_("Read back to the applicant in their language"))] = False
    explained: Annotated[bool, Ask(_("The applicant could explain what was missing or did not fit"))] = False
    guardian_present: Annotated[bool, Ask(_("For a child: the guardian or parent was present"))] = False

    @model_validator(mode="after")
    def it_was_read_back(self) -> RecordInterview:
        if not (self.read_back and self.explained):
            raise ValueError(str(_("Read the report back and let the applicant explain first: it counts only then.")))
        return self


# What a browser plays, by how the file begins.
_AUDIO = {b"OggS": "audio/ogg", b"\x1aE\xdf\xa3": "audio/webm", b"ID3": "audio/mpeg", b"\xff\xfb": "audio/mpeg", b"fLaC": "audio/flac"}


def audio_type(content: bytes) -> str:
    """Of a recording. Raises ValueError for what is none."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp":
        return "audio/mp4"
    for start, found in _AUDIO.items():
        if content.startswith(start):
            return found
    raise ValueError(str(_("This is no recording that can be played: choose Ogg, WebM, MP3, FLAC, WAV or MP4.")))


def _audio(content: bytes) -> bytes:
    audio_type(content)
    return content


class AddRecording(Input):
    content: Annotated[File, AfterValidator(_audio), Ask(_("Recording"), _("Up to 4 MB: about an hour of speech in Opus. A longer one in parts."), "file")]


class AddComment(Input):
    text: Annotated[NeededLong, Ask(_("What the applicant says about the report"), widget="textarea", rows=6)]


class Omission(TextChoices):
    POSITIVE = "POSITIVE", _("Refugee status can be granted on what is in the file")
    UNFIT = "UNFIT", _("Not able to be interviewed for enduring reasons, by a doctor's finding")


class OmitInterview(Input):
    ground: Annotated[Omission, Ask(_("Why there is no interview"), choices=lambda: Omission.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons"), widget="textarea")]
