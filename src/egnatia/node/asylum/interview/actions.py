"""The effects of planning, holding and recording interviews."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine import caseload
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import actions as applications
from egnatia.node.asylum import procedure
from egnatia.node.asylum.interview import inputs, selectors
from egnatia.node.asylum.models import Comment, Interview, Recording, Stage, StageMark
from egnatia.node.interpreting import actions as interpreting
from egnatia.node.interpreting import selectors as requests


def _interviewer(case: CaseFile, wanted: UUID | None, actor: Actor) -> tuple[UUID | None, str]:
    """Who interviews: a colleague who is trained for whom the case is about, or whoever plans."""
    if wanted is None or wanted == actor.id:
        return actor.id, actor.name
    found = next((one for one in caseload.colleagues(actor.unit) if one.pk == wanted and set(one.roles) & procedure.CASEWORKER), None)
    if found is None:
        raise BadInput({"interviewer": _("Choose a colleague who examines applications.")})
    if caseload.not_trained(found.pk, procedure.ASYLUM, case):
        raise BadInput({"interviewer": _("This applicant is interviewed by somebody who is trained for it: choose another colleague.")})
    return found.pk, found.display_name


@procedure.PLAN.effect
def plan_interview(case: CaseFile, data: inputs.PlanInterview, actor: Actor) -> None:
    """A new plan takes the place of one that was not held; an interpreter is asked for, or asked again for the new time."""
    assert case.subject is not None
    one = selectors.planned(case) or Interview(case=case, person_id=case.subject)
    one.about_admissibility = case.state == "admissibility"
    one.planned_at, one.minutes, one.place, one.language, one.variety = data.at, data.minutes, data.place, data.language, data.variety
    one.wanted_sex, one.without_interpreter, one.support_told = data.wanted_sex, data.without_interpreter, data.support_told
    one.interviewer_id, one.interviewer = _interviewer(case, data.interviewer, actor)
    one.by_name, one.noted_at = actor.name, moment.now()
    one.save()
    ends, known = data.at + timedelta(minutes=data.minutes), requests.request_for(case)
    if known is not None and known.case.closed:
        known = None  # that of an interview that was held
    same = known is not None and (known.language, known.variety, known.wanted_sex) == (data.language, data.variety, data.wanted_sex)
    if known is not None and not (same and not data.without_interpreter):
        interpreting.call_off(known)
        known = None
    if known is not None:
        interpreting.move_to(known, data.at, ends, data.place)
    elif not data.without_interpreter:
        needed = {"language": data.language, "variety": data.variety, "wanted_sex": data.wanted_sex, "mode": data.mode, "place": data.place}
        interpreting.ask_for(case, case.subject, **needed, begins=data.at, ends=ends)


def _planned(case: CaseFile) -> Interview:
    found = selectors.planned(case)
    if found is None:
        raise WrongState
    return found


def _mark(case: CaseFile, one: Interview, stage: Stage, note: str) -> None:
    StageMark(case=case, person_id=one.person_id, interview=one, stage=stage, note=note or None, at=moment.now()).save(force_insert=True)


@procedure.STAGE.effect
def note_stage(case: CaseFile, data: inputs.NoteStage, actor: Actor) -> None:
    _mark(case, _planned(case), data.stage, data.note)


@procedure.INTERRUPT.effect
def interrupt(case: CaseFile, data: inputs.Interrupt, actor: Actor) -> None:
    """Goes on at another time with the same people: the interpreter is asked again."""
    one = _planned(case)
    _mark(case, one, Stage.INTERRUPTED, data.reason)
    one.planned_at, one.minutes, one.place = data.at, data.minutes, data.place
    one.save()
    request = requests.request_for(case)
    if request is not None and not one.without_interpreter:
        interpreting.move_to(request, data.at, data.at + timedelta(minutes=data.minutes), data.place)


@procedure.RECORD.effect
def record_interview(case: CaseFile, data: inputs.RecordInterview, actor: Actor) -> None:
    one, request = _planned(case), requests.request_for(case)
    one.noted_at = moment.now()
    one.held_at, one.report, one.comments, one.read_back = data.held_at, data.report, data.comments or None, data.read_back
    one.guardian_present, one.by_name = data.guardian_present, actor.name
    one.interpreter = requests.who(request) if request is not None and not one.without_interpreter else ""
    one.save()
    if request is not None and request.holds and not one.without_interpreter:
        interpreting.was_held(request)
    applications.restart_from_interview(case)


@procedure.AUDIO.effect
def add_recording(case: CaseFile, data: inputs.AddRecording, actor: Actor) -> None:
    planned, held = selectors.planned(case), selectors.newest_held(case)
    begun = planned is not None and (held is None or StageMark.objects.filter(interview=planned).exists())
    one = planned if begun else held
    if one is None:
        raise WrongState
    digest = hashlib.sha256(data.content).hexdigest()
    if Recording.objects.filter(interview=one, digest=digest).exists():
        raise BadInput({"content": _("This recording is here already.")})
    part = Recording.objects.filter(interview=one).count() + 1
    kept = Recording(case=case, person_id=one.person_id, interview=one, part=part, media_type=inputs.audio_type(data.content), size=len(data.content))
    kept.content, kept.digest, kept.added_by, kept.at = data.content, digest, actor.name, moment.now()
    kept.save(force_insert=True)


@procedure.COMMENT.effect
def add_comment(case: CaseFile, data: inputs.AddComment, actor: Actor) -> None:
    """Beside the report, at any time before the decision and after it: whoever decides or hears an appeal reads it."""
    one = selectors.newest_held(case)
    if one is None:
        raise WrongState
    Comment(case=case, person_id=one.person_id, interview=one, text=data.text, by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.OMIT.effect
def omit_interview(case: CaseFile, data: inputs.OmitInterview, actor: Actor) -> None:
    assert case.subject is not None
    planned, request = selectors.planned(case), requests.request_for(case)
    if planned is not None and (StageMark.objects.filter(interview=planned).exists() or Recording.objects.filter(interview=planned).exists()):
        raise BadInput({"ground": _("This interview has begun: interrupt it, or record what was said.")})
    one = Interview(case=case, person_id=case.subject, omitted=data.ground, omitted_why=data.reasons, by_name=actor.name, noted_at=moment.now())
    one.interviewer_id, one.about_admissibility = actor.id, case.state == "admissibility"
    one.save(force_insert=True)
    if planned is not None:
        planned.delete()
        if request is not None and not request.case.closed:
            interpreting.call_off(request)
