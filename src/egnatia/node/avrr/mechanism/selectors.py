"""What can be seen of the mechanism. Nothing here is about a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
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
        # One whose first day lies ahead does not hold yet.
        return SopAdoption.objects.filter(adopted_at__isnull=False, since__lte=moment.today()).select_related("edition").order_by("-adopted_at").first()


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
    """EUR of all lines of the plans that were approved in a year, dropped ones left out; of a line that cost more than planned, what it cost."""
    with seeing_all():
        lines = Line.objects.filter(case__in=_plans(year).values("pk")).exclude(status=LineStatus.DROPPED)
        return lines.aggregate(sum=Sum(Greatest("budgeted", Coalesce("spent", "budgeted"))))["sum"] or Decimal(0)


def left(year: int) -> Decimal | None:
    """EUR of this year's share that no plan has; None where the region has told no budget."""
    found = share(year)
    return None if found is None else found.amount - committed(year)


def spent(year: int) -> Decimal:
    with seeing_all():
        return Line.objects.filter(case__in=_plans(year).values("pk"), status=LineStatus.DELIVERED).aggregate(sum=Sum("spent"))["sum"] or Decimal(0)


def plans(year: int) -> tuple[int, int, int]:
    """(plans approved in a year, those of them that spent anything, those that are about a person who is not SYNTHETIC)."""
    with seeing_all():
        spending = _plans(year).filter(pk__in=Line.objects.filter(status=LineStatus.DELIVERED).values("case")).count()
        return _plans(year).count(), spending, _plans(year).filter(person__synthetic=False).count()


def last_told(year: int) -> BudgetUse | None:
    """What the region was told last of a year."""
    with seeing_all():
        return BudgetUse.objects.filter(year=year, case__state="told").order_by("-case__changed_at").first()


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


def told(one: BudgetUse) -> dict[str, int | None]:
    """The amounts as they may leave: hundreds of EUR, or nothing where few plans stand behind one."""
    amounts = {"committed": (one.plans, one.committed), "spent": (one.spending, one.spent)}
    return {name: None if 0 < number < FEW_PLANS else int(round(amount / 100) * 100) for name, (number, amount) in amounts.items()}


def use_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = BudgetUse.objects.get(pk=case.pk)
    few = _("too few plans to say")
    rows = [Row(_("Year"), one.year), Row(_("As of"), one.as_of)]
    for label, leaves in zip((_("Committed"), _("Spent")), told(one).values(), strict=True):
        rows.append(Row(label, few if leaves is None else f"EUR {leaves:,}"))
    return [Section(_("What will leave"), rows, _("Rounded to hundreds; with fewer than five plans no amount leaves."))]
