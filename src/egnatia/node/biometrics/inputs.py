from __future__ import annotations

from typing import Annotated

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.kernel.engine.fields import File, Line, NeededNote
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.biometrics import containers
from egnatia.node.biometrics.models import Finger, LikenessAnswer, MissingReason, Standard


class Outcome(TextChoices):
    TAKEN = "TAKEN", _("Taken")
    NOT_POSSIBLE = "NOT_POSSIBLE", _("Not possible now (fingers hurt, device out of order)")
    TOO_YOUNG = "TOO_YOUNG", _("Not taken: too young, or doubt about it")


class Biometrics(Input):
    """Taking biometric data. There is no field for force: nobody is forced with this system."""

    outcome: Annotated[Outcome, Ask(_("Biometric data"), choices=lambda: Outcome.choices, widget="radio")]
    fingers: Annotated[
        File | None,
        Ask(_("File of the fingerprint device"), _("ANSI/NIST-ITL or ISO/IEC 39794-4. Empty if another system of the authority keeps it."), widget="file"),
    ] = None
    face: Annotated[File | None, Ask(_("File of the camera"), _("ISO/IEC 39794-5."), widget="file")] = None
    missing: Annotated[
        list[Finger], Ask(_("Fingers that could not be taken"), _("If the file does not say it itself."), choices=lambda: Finger.choices, widget="select_many")
    ] = []
    missing_reason: Annotated[MissingReason | None, Ask(_("Why not"), choices=lambda: MissingReason.choices)] = None
    quality: Annotated[int | None, Field(ge=0, le=100), Ask(_("Quality of the poorest image, 0 to 100"), _("If the file does not say it itself."))] = None
    device: Annotated[Line, Ask(_("Device"), _("Maker, model and number, as written on it."))] = ""
    accompanied: Annotated[bool, Ask(_("For a child: an adult of the family or the representative is present"))] = False

    @model_validator(mode="after")
    def says_what_was_taken(self) -> Biometrics:
        if self.outcome is Outcome.NOT_POSSIBLE and self.missing_reason is None:
            raise ValueError(str(_("Say why it was not possible: it must be tried again if the reason passes.")))
        if self.missing and self.missing_reason is None:
            raise ValueError(str(_("Say why these fingers could not be taken.")))
        given = [one for one in (self.fingers, self.face) if one is not None]
        if self.outcome is not Outcome.TAKEN and given:
            raise ValueError(str(_("Nothing was taken, but there is a file: choose “Taken”, or take the file away.")))
        if given and not self.device:
            raise ValueError(str(_("Name the device that made the file.")))
        if self.face is not None and containers.read(self.face).standard is not Standard.ISO_39794_5:
            raise ValueError(str(_("The file of the camera is no ISO/IEC 39794-5 container.")))
        if self.fingers is not None:
            head = containers.read(self.fingers)
            if head.standard is Standard.ISO_39794_5:
                raise ValueError(str(_("This is a face: the file of the fingerprint device belongs here.")))
            if absent := containers.unaccounted(head, dict.fromkeys(self.missing, "")):
                names = ", ".join(str(one.label) for one in absent)
                raise ValueError(str(_("Neither in the file nor named as missing: %(fingers)s.") % {"fingers": names}))
        return self


ANSWER_TASK = "ANSWER_LIKENESS"


class AnswerLikeness(Input):
    """A human's answer to one question of the matching software."""

    number: Annotated[int, Field(ge=1, le=32_000), Ask(_("Number of the likeness on the page"))]
    colour: Annotated[LikenessAnswer.Colour, Ask(_("What you found"), choices=lambda: LikenessAnswer.Colour.choices, widget="radio")]
    reason: Annotated[NeededNote, Ask(_("How you know"), _("What you compared and who was asked. The software's score is no reason."), widget="textarea")]
    told_person: Annotated[bool, Ask(_("The person was told that the records are linked"))] = False

    @model_validator(mode="after")
    def a_link_is_told(self) -> AnswerLikeness:
        if self.colour is not LikenessAnswer.Colour.GREEN and not self.told_person:
            raise ValueError(str(_("First tell the person that the records are linked, and what they can do about it.")))
        return self
