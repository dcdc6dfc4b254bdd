"""What can be seen of interviews: what is planned, what was heard, and the report by its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.codes import languages, quotes
from egnatia.kernel.engine import caseload
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Appointment, Row, Section
from egnatia.node.asylum.interview.inputs import Omission
from egnatia.node.asylum.models import Appeal, Application, Comment, Interview, Recording, Stage, StageMark
from egnatia.node.asylum.models.decision import CourtOutcome
from egnatia.node.asylum.present import present
from egnatia.node.interpreting import selectors as interpreting


def _since(case: CaseFile) -> datetime | None:
    """A court that annuls a decision wants the applicant heard again: what was said before stays evidence, and is no hearing any more."""
    if Appeal not in present(case):
        return None
    return Appeal.objects.filter(case=case.pk, outcome=CourtOutcome.REMITTED).order_by("-noted_at").values_list("noted_at", flat=True).first()


def heard_on(case: CaseFile, *, admissibility: bool) -> Interview | None:
    """The interview that was held, or left out for a reason, on the claim or on admissibility: each is a hearing of its own (art. 11, 12)."""
    return _heard(case, admissibility)


@remembered
def heard(case: CaseFile) -> Interview | None:
    """The newest of all, on whatever it was."""
    return _heard(case, None)


def _heard(case: CaseFile, admissibility: bool | None) -> Interview | None:
    """Since the last court sent the case back."""
    found = Interview.objects.filter(case=case.pk).exclude(held_at=None, omitted="")
    if admissibility is not None:
        found = found.filter(about_admissibility=admissibility)
    if (since := _since(case)) is not None:
        found = found.filter(noted_at__gt=since)
    return found.order_by(F("held_at").desc(nulls_last=True), "-noted_at").first()


@remembered
def planned(case: CaseFile) -> Interview | None:
    return Interview.objects.filter(case=case.pk, held_at=None, omitted="").order_by("-planned_at").first()


def newest_held(case: CaseFile) -> Interview | None:
    return Interview.objects.filter(case=case.pk, held_at__isnull=False).order_by("-held_at").first()


def is_planned(case: CaseFile, actor: Actor) -> bool:
    return planned(case) is not None


def was_held(case: CaseFile, actor: Actor) -> bool:
    return newest_held(case) is not None


def meets_another(at: datetime, minutes: int, *, interviewer: UUID | None, place: str, person: UUID, but: UUID | None) -> str:
    """'interviewer', 'place' or 'person' that has another interview then, in whatever unit; empty if all are free."""
    ends = at + timedelta(minutes=minutes)
    with seeing_all():
        others = Interview.objects.filter(held_at=None, omitted="", planned_at__lt=ends, planned_at__gt=at - timedelta(hours=8))
        for one in others:
            if one.pk == but or one.planned_at is None or one.planned_at + timedelta(minutes=one.minutes) <= at:
                continue
            for name, same in (
                ("person", one.person_id == person),
                ("interviewer", one.interviewer_id == interviewer and interviewer is not None),
                ("place", one.place == place),
            ):
                if same:
                    return name
    return ""


def paragraphs(report: str) -> list[str]:
    """The report by its paragraphs, as they are numbered."""
    return [one.strip() for one in re.split(r"\n\s*\n", report.replace("\r\n", "\n")) if one.strip()]


def place_of(words: str, interview: Interview) -> str:
    """Where words stand in the report or in the comments, such as “§ 3”; empty if they do not stand there."""
    for number, one in enumerate(paragraphs(interview.report or ""), 1):
        if _stands_in(words, one):
            return f"§ {number}"
    said = [interview.comments or "", *(one.text for one in Comment.objects.filter(interview=interview))]
    return "comments" if any(_stands_in(words, one) for one in said) else ""


def _stands_in(words: str, text: str) -> bool:
    return quotes.place_of(words, unicodedata.normalize("NFC", text)) is not None


def choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Colleagues who may interview, as the form shows them."""
    actor = current_actor()
    return {"interviewer": [(str(one.pk), one.display_name) for one in caseload.colleagues(actor.unit)] if actor else []}


def in_the_form(case: CaseFile) -> dict[str, Any]:
    """The language of the person, and an hour of the next working week."""
    at = timezone.localtime(moment.now() + timedelta(days=7)).replace(hour=9, minute=0)
    return {"language": Application.objects.select_related("person").get(pk=case.pk).person.language, "minutes": 120, "at": f"{at:%Y-%m-%dT%H:%M}"}


def sections(case: CaseFile) -> list[Section]:
    found = []
    request = interpreting.request_for(case)
    marks: dict[UUID, list[Row]] = {}
    has = present(case)
    for mark in StageMark.objects.filter(case=case.pk).order_by("at") if StageMark in has else ():
        marks.setdefault(mark.interview_id, []).append(
            Row(Stage(mark.stage).label, " · ".join(filter(None, [f"{timezone.localtime(mark.at):%H:%M}", mark.note])))
        )
    audio = list(Recording.objects.filter(case=case.pk).defer("content").order_by("part")) if Recording in has else []
    comments = list(Comment.objects.filter(case=case.pk).order_by("at")) if Comment in has else []
    for one in Interview.objects.filter(case=case.pk).order_by("planned_at"):
        rows = _planned(one, request if one.held_at is None else None)
        if one.omitted:
            rows += [Row(_("No interview"), Omission(one.omitted).label, "warn"), Row(_("Reasons"), one.omitted_why)]
        if one.held_at:
            rows += [Row(_("Held"), one.held_at, "done"), Row(_("Interpreter"), one.interpreter or _("none"))]
            rows += [Row(f"§ {number}", text) for number, text in enumerate(paragraphs(one.report or ""), 1)]
            rows.append(Row(_("Comments of the applicant"), one.comments or "–"))
        rows += [Row(_("Comments, later"), each.text) for each in comments if each.interview_id == one.pk]
        rows += [
            Row(_("Recording, part %(number)s") % {"number": each.part}, _("listen: this is logged"), "", reverse("interview_recording", args=[each.pk]))
            for each in audio
            if each.interview_id == one.pk
        ]
        found.append(Section(_("Interview on admissibility") if one.about_admissibility else _("Interview"), rows))
        if marks.get(one.pk):
            found.append(Section(_("Stages of the interview"), marks[one.pk]))
    return found


def _planned(one: Interview, request: Any) -> list[Row]:
    if not one.planned_at:
        return []
    language = " · ".join(filter(None, [languages.name(one.language), one.variety]))
    rows = [
        Row(_("Planned"), one.planned_at),
        Row(_("Room"), one.place),
        Row(_("Who interviews"), one.interviewer or "–"),
        Row(_("Language"), language),
    ]
    if request is not None:
        booked = interpreting.who(request)
        rows.append(Row(_("Interpreter"), booked or _("nobody booked yet"), "done" if booked else "warn", reverse("case", args=[request.pk])))
    elif one.without_interpreter and not one.held_at:
        rows.append(Row(_("Interpreter"), _("none: all speak this language")))
    return rows


def appointments(ids: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    """Interviews that lie ahead: the newest plan of each case."""
    found: dict[UUID, list[Appointment]] = {}
    for one in Interview.objects.filter(person__in=ids, held_at=None, omitted="", planned_at__gt=moment.now()).order_by("planned_at"):
        assert one.planned_at is not None
        found.setdefault(one.person_id, []).append(Appointment(one.planned_at, _("Interview"), one.place, one.case_id))
    return found
