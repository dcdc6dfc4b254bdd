"""What can be seen of biometric data: that it was taken and how well, never the data."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.clocks.rules import rule_in_force
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.biometrics.models import NEVER_BELOW, Container, FingerState, Likeness, NotTaken
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection


def lowest_age(case: CaseFile, today: date) -> int | None:
    """The lowest age that any identity of the person allows; None if none of them says it."""
    ages = [one.birth.age_on(today) for one in people.identities(people.person_of(case))]
    return min((one for one in ages if one is not None), default=None)


def minimum_age(today: date) -> int:
    """The national age, never below that of the reference."""
    return max(NEVER_BELOW, rule_in_force("FINGERPRINT_MIN_AGE", today).value, rule_in_force("FINGERPRINT_MIN_AGE", today, "EU").value)


def of_children(case: CaseFile) -> list[str]:
    """Fields that are asked of children alone, for a case of an adult."""
    return [] if protection.treated_as_child(people.person_of(case)) else ["accompanied"]


def sections(case: CaseFile) -> list[Section]:
    """Part of the page of a case in which biometric data may be taken."""
    rows = []
    for one in Container.objects.filter(case=case.pk).defer("content").order_by("taken_at"):
        quality = "–" if one.quality is None else f"{one.quality} / 100"
        rows.append(Row(one.get_standard_display(), f"{one.taken_at:%Y-%m-%d} · {one.device} · {_('quality')} {quality} · {one.size // 1024 + 1} kB", "done"))
        rows += [
            Row(state.get_position_display(), state.get_missing_display(), "warn")
            for state in FingerState.objects.filter(container=one).exclude(missing="").order_by("position")
        ]
    if none := NotTaken.objects.filter(pk=case.pk).first():
        rows.append(Row(_("Not taken"), none.get_reason_display(), "warn"))
    found = [Section(_("Biometric data"), rows, _("Sealed. It can be compared and erased, never shown or copied."))] if rows else []
    alike = Likeness.objects.filter(case=case.pk).order_by("-score")
    if alike:
        told = [Row(_("Perhaps known here as"), f"{_numbers(one)} · {one.score:.2f} · {one.matcher}", "warn") for one in alike]
        found.append(Section(_("Found by matching software"), told, _("A question, not an answer: only a human finds that two are one.")))
    return found


def _numbers(one: Likeness) -> str:
    """The other person's cases, as far as this unit may see them."""
    numbers = CaseFile.objects.filter(subject=one.other_id).order_by("opened_at").values_list("number", flat=True)
    return ", ".join(numbers) or str(_("a case of another unit"))
