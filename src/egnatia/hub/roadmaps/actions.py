"""The effects of roadmaps."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterable
from importlib import resources
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import changes, plans
from egnatia.hub.logframe.indicators.actions import follow_plan, open_reporting
from egnatia.hub.logframe.models import Framework, Party
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.sheets.taking import take
from egnatia.hub.roadmaps import copying, inputs, procedure, selectors
from egnatia.hub.roadmaps.models import Review, Roadmap
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile

_SEED = uuid.UUID("7a0e4c9d-1f52-4e0b-9a35-6d1c2b8f4e01")


def _made(case: CaseFile, lead: Party, partners: Iterable[str], about: dict[str, Any], plan: dict[str, Any]) -> Roadmap:
    return Roadmap.objects.create(case=case, framework=plans.create(case, lead, partners, **plan), **about)


@procedure.OPEN.effect
def open_roadmap(case: CaseFile, data: inputs.Open, actor: Actor) -> None:
    about = {"country": data.country, "generation": data.generation}
    plan = {"title": data.title, "objective": data.objective, "starts": data.starts, "ends": data.ends}
    _made(case, find_party(data.lead), data.partners, about, plan)


@procedure.REQUEST.effect
def request(case: CaseFile, data: inputs.Ask_, actor: Actor) -> None:
    about = {"country": data.country, "generation": 1, "advanced": True}
    _made(case, find_party(data.lead), [], about, {"title": data.title, "objective": data.objective})


@procedure.RECORD.effect
def record(case: CaseFile, data: inputs.Record, actor: Actor) -> None:
    """Its areas stand as results; nothing else is known, and nothing else is said."""
    about = {"country": data.country, **{name: getattr(data, name) for name in ("generation", "advanced", "source", "facts")}}
    one = _made(case, find_party(data.lead), [], about, {"title": data.title, "told": data.told})
    for number, title in enumerate(data.areas, 1):
        told = {"framework": one.pk, "code": str(number), "level": "AREA", "title": title}
        results.add_result(told, actor=actor, key=uuid.uuid4())


@procedure.NEXT.effect
def next_generation(case: CaseFile, data: inputs.Next, actor: Actor) -> None:
    before = Roadmap.objects.select_related("framework").filter(pk=data.follows, case__state__in=("evaluated", "recorded")).first()
    if before is None or before.next.exclude(case__state="discarded").exists():
        raise BadInput({"follows": _("Begin on the page of a roadmap that is over and that none follows yet.")})
    about = {"country": before.country, "generation": before.generation + 1 if before.generation else 0, "advanced": before.advanced, "follows": before}
    plan = {"title": data.title, "objective": before.framework.objective, "starts": data.starts, "ends": data.ends}
    made = _made(case, find_party(data.lead), before.framework.partners.values_list("code", flat=True), about, plan)
    copying.copy(before.framework, made.framework, actor)


@procedure.ASSESS.effect
def assess(case: CaseFile, data: inputs.Assess, actor: Actor) -> None:
    Roadmap.objects.filter(pk=case.pk).update(needs=data.needs)


@procedure.OPTIONS.effect
def note_options(case: CaseFile, data: inputs.Options, actor: Actor) -> None:
    Roadmap.objects.filter(pk=case.pk).update(options=data.options)


@procedure.AGREE.effect
def agree(case: CaseFile, data: inputs.Agree, actor: Actor) -> None:
    Roadmap.objects.filter(pk=case.pk).update(agreement=data.agreement)
    plan = Framework.objects.get(pk=case.pk)
    plan.starts, plan.ends = data.starts, data.ends
    plan.save(update_fields=["starts", "ends"])
    follow_plan(plan)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Head, actor: Actor) -> None:
    change_head(case, data, actor)


def change_head(case: CaseFile, data: inputs.Head, actor: Actor) -> None:
    """Title, objective, days and partners of a plan: of a roadmap or a contract."""
    plan = Framework.objects.select_related("lead").get(pk=case.pk)
    told = {"title": data.title, "objective": data.objective, "starts": data.starts, "ends": data.ends}
    changes.apply(plan, told, framework=plan, case=case, code="", reason=data.reason, actor=actor)
    before = sorted(plan.partners.values_list("code", flat=True))
    plans.set_partners(plan, data.partners)
    after = sorted(plan.partners.values_list("code", flat=True))
    if before != after:
        changes.note(plan, case, "", {"partners": [", ".join(before), ", ".join(after)]}, data.reason, actor)
    follow_plan(plan)


@procedure.IMPORT.effect
def import_logframe(case: CaseFile, data: inputs.Import, actor: Actor) -> None:
    take(Framework.objects.select_related("lead").get(pk=case.pk), data.file, data.reason, actor)


@procedure.SIGN.effect
def sign(case: CaseFile, data: inputs.Sign, actor: Actor) -> None:
    Framework.objects.filter(pk=case.pk).update(signed_on=data.signed_on)


@procedure.EXTEND.effect
def extend(case: CaseFile, data: inputs.Extend, actor: Actor) -> None:
    """Indicators get periods for the time that is added."""
    plan = Framework.objects.get(pk=case.pk)
    if plan.ends and data.ends <= plan.ends:
        raise BadInput({"ends": _("It lasts until %(day)s already.") % {"day": plan.ends}})
    changes.apply(plan, {"ends": data.ends}, framework=plan, case=case, code="", reason=data.reason, actor=actor)
    follow_plan(plan)


@procedure.REVIEW.effect
def review(case: CaseFile, data: inputs.NoteReview, actor: Actor) -> None:
    version = Framework.objects.values_list("version", flat=True).get(pk=case.pk)
    Review.objects.create(roadmap_id=case.pk, version=version, **data.model_dump())


@procedure.REPORTING.effect
def open_periods(case: CaseFile, data: inputs.OpenReporting, actor: Actor) -> None:
    open_reporting(case, data.day)


@procedure.EVALUATE.effect
def evaluate(case: CaseFile, data: inputs.Evaluate, actor: Actor) -> None:
    Roadmap.objects.filter(pk=case.pk).update(evaluation=data.evaluation)


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record."""


def ask_for_reviews() -> int:
    """Open a task for each roadmap whose quarterly update is overdue; returns how many there are. Safe to repeat."""
    signed = Roadmap.objects.filter(case__state="signed").select_related("case", "framework").prefetch_related("reviews")
    late = [one for one in signed if (due := selectors.review_due(one)) and due < moment.today()]
    for one in late:
        open_task(one.case, "REVIEW", one.case.unit_id)
    return len(late)


def seed() -> None:
    """What public sources say of the seven. Safe to run again; waits until the parties are there."""
    told = tomllib.loads((resources.files("egnatia.hub.roadmaps") / "data" / "roadmaps.toml").read_text(encoding="utf-8"))
    with acting_as(SYSTEM):
        if not Party.objects.exists():
            return
    for one in told["roadmap"]:
        record({"lead": "EUAA", **one}, actor=SYSTEM, key=uuid.uuid5(_SEED, f"{one['country']} {one['title']}"))
