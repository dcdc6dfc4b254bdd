from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.roadmaps.models import Recommendation, Status
from egnatia.hub.roadmaps.recommendations import inputs, procedure, selectors
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


@procedure.RECORD.effect
def record(case: CaseFile, data: inputs.Record, actor: Actor) -> None:
    if Recommendation.objects.filter(country=data.country, year=data.year, reference=data.reference).exists():
        raise BadInput({"reference": _("A recommendation with this reference is on record: add a letter to the reference, or find that one.")})
    Recommendation.objects.create(case=case, **data.model_dump())
    rights.place(case, None)


def _noted(case: CaseFile, data: inputs.NoteStatus, actor: Actor) -> None:
    """One line a year; a later word on the same year takes the place of the one before."""
    one = Recommendation.objects.get(pk=case.pk)
    if data.year < one.year:
        raise BadInput({"year": _("The recommendation is of %(year)s: a status is of that year or later.") % {"year": one.year}})
    told = data.model_dump(exclude={"year"})
    Status.objects.update_or_create(recommendation=one, year=data.year, defaults=told)


note_status, met = procedure.STATUS.effect(_noted), procedure.MET.effect(_noted)


@procedure.LINK.effect
def link(case: CaseFile, data: inputs.PickActivity, actor: Actor) -> None:
    one = Recommendation.objects.get(pk=case.pk)
    found = selectors.going().filter(pk=data.activity, framework__roadmap__country=one.country).first()
    if found is None:
        raise BadInput({"activity": _("Choose an activity of a roadmap of this country.")})
    one.activities.add(found)


@procedure.UNLINK.effect
def unlink(case: CaseFile, data: inputs.PickActivity, actor: Actor) -> None:
    one = Recommendation.objects.get(pk=case.pk)
    found = one.activities.filter(pk=data.activity).first()
    if found is None:
        raise BadInput({"activity": _("This activity is not linked to it.")})
    one.activities.remove(found)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record."""
