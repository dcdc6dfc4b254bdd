"""Safeguards of what everybody reads: a second pair of eyes, and figures that are those of the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.updates.models import Post
from egnatia.hub.updates.posts.gathering import gather
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, Event

_SOURCE = "Programme: the cooperation update is drafted, reviewed and published by people"


@gate("G-OFFICE", _("The office that tells it, or the hub, decides"), source=_SOURCE)
def of_the_office(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    if actor is not None and actor.unit in {case.unit_id, rights.hub()}:
        return PASS
    return fail(_("The office that tells it, or an officer of the hub, decides."))


@gate("G-READ-AGAIN", _("The words were read again after the figures were counted anew"), source=_SOURCE)
def read_again(case: CaseFile, data: Any, today: date) -> GateResult:
    last = {one.action: one.sequence for one in Event.objects.filter(case=case.pk, action__in=("recount", "edit")).order_by("sequence")}
    if last.get("recount", 0) > last.get("edit", 0):
        return fail(_("The figures were counted anew: edit the words, so that they say the same."))
    return PASS


@gate("G-SECOND-EDITOR", _("Who wrote it does not publish it"), source=_SOURCE)
def another_publishes(case: CaseFile, data: Any, today: date) -> GateResult:
    """Nobody who wrote, assembled or edited it."""
    actor = current_actor()
    wrote = ("write", "assemble", "edit", "translate", "recount")
    if actor is None or actor.id is None or Event.objects.filter(case=case.pk, action__in=wrote, actor_id=actor.id).exists():
        return fail(_("You wrote in it: somebody else publishes it."))
    return PASS


@gate("G-FIGURES", _("Its figures are those of the tables"), source=_SOURCE)
def figures_hold(case: CaseFile, data: Any, today: date) -> GateResult:
    """Counted again at the moment of publishing: each number, each part of it, and no other one than these."""
    if data is None:
        return PASS  # a page asks what is open: it is counted when it is done
    one = Post.objects.prefetch_related("figures").filter(pk=case.pk).first()
    if one is None or one.first is None or one.last is None:
        return PASS
    now = {each.code: (each.label, each.value, each.of, [list(row) for row in each.rows]) for each in gather(one.first, one.last).figures}
    then = {each.code: (each.label, each.value, each.of, each.rows) for each in one.figures.all()}
    changed = [(now.get(code) or then[code])[0] for code in sorted(set(now) | set(then)) if now.get(code) != then.get(code)]
    return fail(_("These are not what the tables say any more: %(names)s. Return it and count anew.") % {"names": ", ".join(changed)}) if changed else PASS
