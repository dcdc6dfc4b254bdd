"""What can be seen of the mechanism. Nothing here is about a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import sop
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.avrr.models import BudgetShare, BudgetUse, Edition, Line, LineStatus, NationalDifference, Reintegration, SopAdoption

# Fewer plans than this, and an amount could be somebody's.
FEW_PLANS = 5


def newest() -> Edition | None:
    return Edition.objects.order_by("-version").first()


def adopted() -> SopAdoption | None:
    """What this country works by now."""
    with seeing_all():
        return SopAdoption.objects.exclude(adopted_at=None).select_related("edition").order_by("-adopted_at").first()


def differences(one: SopAdoption | None) -> dict[str, NationalDifference]:
    """Step → how this country differs from it."""
    if one is None:
        return {}
    with seeing_all():
        return {each.step: each for each in NationalDifference.objects.filter(case=one.pk)}


def editions() -> list[tuple[str, str]]:
    return [(str(one.version), f"{one.version} · {one.published_on} · {one.changes}") for one in Edition.objects.order_by("-version")]


def step_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    one = SopAdoption.objects.select_related("edition").get(pk=case.pk)
    return {"step": [(each.code, each.title) for each in sop.read(one.edition.content).steps]}


def noted_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"step": [(one.step, one.step) for one in NationalDifference.objects.filter(case=case.pk).order_by("step")]}


def share(year: int) -> BudgetShare | None:
    return BudgetShare.objects.filter(year=year).order_by("-revision").first()


def hold_share(year: int) -> None:
    """Until the end of this transaction nobody else approves a plan of that year."""
    list(BudgetShare.objects.select_for_update().filter(year=year).order_by("revision"))


def _plans(year: int) -> Any:
    return Reintegration.objects.filter(approved_at__year=year)


def committed(year: int) -> Decimal:
    """EUR of all lines of the plans that were approved in a year, dropped ones left out."""
    with seeing_all():
        lines = Line.objects.filter(case__in=_plans(year).values("pk")).exclude(status=LineStatus.DROPPED)
        return lines.aggregate(sum=Sum("budgeted"))["sum"] or Decimal(0)


def spent(year: int) -> Decimal:
    with seeing_all():
        return Line.objects.filter(case__in=_plans(year).values("pk"), status=LineStatus.DELIVERED).aggregate(sum=Sum("spent"))["sum"] or Decimal(0)


def plans(year: int) -> tuple[int, int]:
    """(plans approved in a year, how many of them are about a person who is not SYNTHETIC)."""
    with seeing_all():
        return _plans(year).count(), _plans(year).filter(person__synthetic=False).count()


def adoption_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = SopAdoption.objects.select_related("edition").get(pk=case.pk)
    titles = {each.code: each.title for each in sop.read(one.edition.content).steps}
    rows = [
        Row(_("Edition"), f"{one.edition.version} · {one.edition.published_on}"),
        Row(_("What is new in it"), one.edition.changes),
        Row(_("From"), one.since or _("not said yet")),
    ]
    noted = NationalDifference.objects.filter(case=case.pk).order_by("pk")
    differ = [Row(titles.get(each.step, each.step), f"{each.get_kind_display()}: {each.text}", "warn") for each in noted]
    return [
        Section(_("Harmonised procedure"), rows),
        Section(
            _("What differs here"), differ or [Row(_("Differences"), _("none noted"))], _("The region sees this: about the procedure, never about a person.")
        ),
    ]


def told(one: BudgetUse, amount: Decimal) -> int | None:
    """An amount as it may leave: hundreds of EUR, or nothing where few plans stand behind it."""
    return None if 0 < one.plans < FEW_PLANS else int(round(amount / 100) * 100)


def use_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = BudgetUse.objects.get(pk=case.pk)
    few = _("too few plans to say")
    rows = [Row(_("Year"), one.year), Row(_("As of"), one.as_of)]
    for label, amount in ((_("Committed"), one.committed), (_("Spent"), one.spent)):
        leaves = told(one, amount)
        rows.append(Row(label, few if leaves is None else f"EUR {leaves:,}"))
    return [Section(_("What will leave"), rows, _("Rounded to hundreds; with fewer than five plans no amount leaves."))]
