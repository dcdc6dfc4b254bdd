from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.returns.models import GapAssessment, GapLine, MonitorFinding, Monitoring, Notice, Observation, Off, Operation, Phase
from egnatia.node.returns.monitoring import notebook


def of(case: CaseFile) -> Monitoring:
    return Monitoring.objects.get(pk=case.pk)


def monitoring_to_find(case: CaseFile) -> dict[str, Any] | None:
    return {"source": case.pk} if case.procedure == "return_monitoring" else None


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [
        Row(_("Operation"), one.operation_number),
        Row(_("Departure"), f"{timezone.localtime(one.departs_at):%Y-%m-%d %H:%M} · {one.from_place}"),
        Row(_("Persons on the list"), one.persons),
        Row(_("Children among them"), _("yes") if one.children else _("no"), "warn" if one.children else ""),
        Row(_("Told"), one.told_at),
        Row(
            _("Monitor"),
            f"{one.monitor} · {one.trained_until}" if one.monitor else one.declined_because or _("nobody named yet"),
            "done" if one.monitor else "warn",
        ),
    ]
    told = [Row(each.at, Off(each.code).label, "warn") for each in Notice.objects.filter(case=case.pk).order_by("at")]
    counted = notebook.counts(case)
    lines = [Row(Phase(code).label, count, "done" if count else "warn") for code, count in counted.items()]
    lines.append(
        Row(_("The notebook is whole"), _("yes") if notebook.whole(case) else _("NO: a line is missing or was changed"), "" if notebook.whole(case) else "warn")
    )
    lines.append(Row(_("Read it"), _("with your passphrase"), "", reverse("notebook", args=[case.pk])))
    found = [
        Section(_("Operation under monitoring"), rows, _("You know it by its number. No name is here, and nothing of this page is seen by the authority."))
    ]
    if told:
        found.append(Section(_("Taken off the list"), told))
    found.append(Section(_("Notebook"), lines))
    if one.reported_at:
        found.append(
            Section(
                _("Published report"), [Row(one.reported_at, one.report), Row(_("On paper"), _("Report (PDF)"), "", reverse("monitor_report", args=[case.pk]))]
            )
        )
    return found


def finding_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = MonitorFinding.objects.get(pk=case.pk)
    rows = [
        Row(_("Operation"), one.operation_number),
        Row(_("What"), one.get_kind_display(), "warn" if one.kind == MonitorFinding.Kind.INCIDENT else ""),
        Row(_("Phase"), one.get_phase_display()),
        Row(_("In the monitor's words"), one.text),
        Row(_("Answer until"), one.due_on),
    ]
    if one.answer:
        rows.append(Row(_("Answer"), f"{one.get_answer_display()} · {one.answer_text} · {one.answered_by_name}"))
    if one.done_text:
        rows.append(Row(_("What was done"), one.done_text, "done"))
    return [Section(_("Finding of the independent monitor"), rows, _("The authority answers; it changes no word."))]


def gap_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = GapAssessment.objects.get(pk=case.pk)
    rows = [
        Row(
            f"{each.get_module_display()} · {each.criterion}",
            f"{each.level}/4 · {each.evidence} · {each.recommendation or '–'} · {each.owner or '–'} · {each.due_on or '–'}",
            "done" if each.level == 4 else "warn",
        )
        for each in GapLine.objects.filter(case=case.pk).order_by("module", "criterion")
    ]
    note = _("After what is public of the reference model of Frontex. Its criteria are not published: these are written here.")
    return [
        Section(_("Assessment"), [Row(_("Title"), one.title), Row(_("As of"), one.made_on)]),
        Section(_("Criteria"), rows or [Row(_("none yet"), "")], note),
    ]


def gap_rows() -> list[dict[str, Any]]:
    """Open gaps of the newest finished assessment as rows for a roadmap, in the form of ``overlays gaps``."""
    with seeing_all():  # nobody's data; the state of a case is its unit's
        newest = GapAssessment.objects.filter(case__state="finished").order_by("-made_on").first()
        lines = list(GapLine.objects.filter(case=newest.pk, level__lt=4).order_by("level", "due_on")) if newest else []
    return [
        {
            "instrument": "RETURN",
            "subject": f"{each.get_module_display()}: {each.criterion}",
            "found": f"{each.level}/4: {each.evidence}",
            "step": f"{each.recommendation} ({each.owner}, {each.due_on})",
            "urgent": each.level == 0,
        }
        for each in lines
    ]


def departed() -> QuerySet[Operation]:
    return Operation.objects.filter(departed_at__isnull=False)


def coverage(since: Any, until: Any) -> tuple[int, int, dict[str, int]]:
    """(operations that departed, those with a monitor along, by phase those with a line of the notebook)."""
    with seeing_all():
        gone = list(departed().filter(departed_at__range=(since, until)).values_list("pk", flat=True))
        watched = list(Monitoring.objects.filter(operation__in=gone).exclude(monitor="").values_list("pk", flat=True))
        by_phase = {code: Observation.objects.filter(case__in=watched, phase=code).values("case").distinct().count() for code in Phase.values}
    return len(gone), len(watched), by_phase
