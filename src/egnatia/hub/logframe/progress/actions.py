from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import aggregate, files, rights
from egnatia.hub.logframe.aggregate import Value
from egnatia.hub.logframe.models import Evidence, Indicator, Measure, Period, Progress, ProgressPart
from egnatia.hub.logframe.progress import inputs, procedure
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile

FILES_EACH = 20


def _whole(one: Indicator, data: inputs.ReportFields) -> Value:
    """What the report says, as the indicator is measured. Raises BadInput where it says something else."""
    given = {name for name in ("value", "numerator", "denominator", "words") if getattr(data, name) not in (None, "")}
    wanted = inputs.ASKED[Measure(one.measure)]
    if missing := wanted - given:
        raise BadInput(dict.fromkeys(sorted(missing), _("This indicator needs it.")))
    if more := given - wanted:
        raise BadInput(dict.fromkeys(sorted(more), _("This indicator is measured in another way: leave it empty.")))
    if one.measure == Measure.PERCENT:
        assert data.numerator is not None
        assert data.denominator is not None
        return _share(data.numerator, data.denominator, "numerator")
    return Value(data.value, words=data.words)


def _share(numerator: Any, denominator: Any, field: str) -> Value:
    if denominator is None or not 0 <= numerator <= denominator:
        raise BadInput({field: _("A part is not larger than the whole, and needs both: how many, and of how many.")})
    return aggregate.share(numerator, denominator)


def _parts(one: Indicator, data: inputs.ReportFields, whole: Value) -> dict[tuple[str, str], Value]:
    """The categories. Raises BadInput where they are none of the indicator's, or do not sum to the value."""
    known = {f"{dimension}/{each}": (dimension, each) for dimension, names in one.dimensions.items() for each in names}
    if unknown := [name for name in data.parts if name not in known]:
        raise BadInput({"parts": _("The indicator has no such category: %(names)s.") % {"names": ", ".join(unknown)[:200]}})
    if one.measure == Measure.PERCENT:
        parts = {known[name]: _share(first, second, "parts") for name, (first, second) in data.parts.items()}
    else:
        if any(second is not None for _first, second in data.parts.values()):
            raise BadInput({"parts": _("This indicator is a number: write one number for each category.")})
        parts = {known[name]: Value(first) for name, (first, _second) in data.parts.items()}
    if not data.incomplete and (without := set(one.dimensions) - {dimension for dimension, _category in parts}):
        why = _("Break it down by %(names)s too, or say that the categories do not cover everything.")
        raise BadInput({"parts": why % {"names": ", ".join(sorted(without))}})
    if not one.multiple and not data.incomplete and (wrong := aggregate.do_not_sum(one.measure, whole, parts)):
        why = _("These do not sum to the value: %(names)s. Correct them, or say that the categories do not cover everything.")
        raise BadInput({"parts": why % {"names": ", ".join(wrong)}})
    return parts


def _write(row: Progress, one: Indicator, data: inputs.ReportFields) -> None:
    period = Period.objects.filter(pk=data.period, indicator=one).first()
    if period is None or period.locked:
        raise BadInput({"period": _("Choose a period of this indicator that is open for reports; an officer of the hub opens them.")})
    if not period.starts <= data.as_of <= period.ends:
        raise BadInput({"as_of": _("This day lies outside the period.")})
    whole = _whole(one, data)
    parts = _parts(one, data, whole)
    for name in ("value", "numerator", "denominator", "words", "as_of", "comment", "incomplete"):
        setattr(row, name, getattr(data, name))
    row.period = period
    row.save()
    row.parts.all().delete()
    shares = one.measure == Measure.PERCENT
    ProgressPart.objects.bulk_create(
        ProgressPart(
            report=row,
            dimension=dimension,
            category=category,
            value=None if shares else each.number,
            numerator=each.numerator,
            denominator=each.denominator,
        )
        for (dimension, category), each in parts.items()
    )


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    one = Indicator.objects.filter(pk=data.indicator, case__state="used").select_related("responsible").first()
    if one is None:
        raise BadInput({"indicator": _("Begin on the page of an indicator that is used.")})
    _write(Progress(case=case), one, data)
    rights.place(case, one.responsible)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.ReportFields, actor: Actor) -> None:
    row = Progress.objects.select_related("period__indicator").get(pk=case.pk)
    _write(row, row.period.indicator, data)


@procedure.ATTACH.effect
def attach(case: CaseFile, data: inputs.Attach, actor: Actor) -> None:
    files.keep(Evidence, data, full=_("This report has %(number)s files already."), most=FILES_EACH, report_id=case.pk)


@procedure.SUBMIT.effect
def submit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The lead of the plan is asked to look at it; the hub may too."""
    Progress.objects.filter(pk=case.pk).update(remarks="")
    framework = rights.framework_of(case)
    assert framework is not None
    for unit in {rights.unit_of(framework.lead), rights.hub()}:
        open_task(case, "LOOK_AT", unit)


def _remarked(case: CaseFile, remarks: str) -> None:
    Progress.objects.filter(pk=case.pk).update(remarks=remarks)


@procedure.RETURN.effect
def send_back(case: CaseFile, data: inputs.Remarks, actor: Actor) -> None:
    _remarked(case, data.remarks)
    open_task(case, "RETURNED", case.unit_id)


@procedure.APPROVE.effect
def approve(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Progress.objects.filter(pk=case.pk).update(approved_by=actor.id, approved_at=moment.now())


@procedure.REVOKE.effect
def revoke(case: CaseFile, data: inputs.Remarks, actor: Actor) -> None:
    """Values are computed at every look, so whole and parts are without it at once."""
    _remarked(case, data.remarks)


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record and counts nowhere."""
