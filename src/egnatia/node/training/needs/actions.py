"""The effects of needs."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import training
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.training import selectors, talking
from egnatia.node.training.models import Checked, Need
from egnatia.node.training.needs import inputs, procedure, telling

# What the form of a figure holds.
MOST = 1_000_000


@procedure.NOTE.effect
def note(case: CaseFile, data: inputs.NoteNeed, actor: Actor) -> None:
    telling.hold()
    if data.module not in selectors.listed():
        raise BadInput({"module": _("Choose from the list.")})
    if Need.objects.filter(institution=data.institution, module=data.module, case__state="needed").exists():
        raise BadInput({"module": _("This need is noted already: change its numbers.")})
    Need.objects.create(case=case, **data.model_dump())
    _tell(case, "needed")


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.ChangeNeed, actor: Actor) -> None:
    Need.objects.filter(pk=case.pk).update(**data.model_dump())
    telling.needs()


@procedure.CHECK.effect
def check(case: CaseFile, data: inputs.NoteCheck, actor: Actor) -> None:
    telling.hold()
    one = Need.objects.get(pk=case.pk)
    told = {"met": data.met, "seen": data.seen}
    Checked.objects.update_or_create(need=one, indicator=data.indicator, half=data.half, defaults=told)
    # The hub hears the sum over the institutions of the country.
    same = Checked.objects.filter(need__module=one.module, indicator=data.indicator, half=data.half)
    sums = same.aggregate(met=Sum("met"), seen=Sum("seen"))
    if (sums["seen"] or 0) > MOST:
        raise BadInput({"seen": _("Together with the other institutions these are more than a million files: check the number.")})
    talking.say(training.Quality(module=one.module, indicator=data.indicator, half=data.half, **sums))


@procedure.END.effect
def end(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _tell(case, "over")


def _tell(case: CaseFile, state: str) -> None:
    """The hub is told how it stands after this step."""
    CaseFile.objects.filter(pk=case.pk).update(state=state)
    telling.needs()
