"""What can be seen of biometric data: that it was taken and how well, never the data."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import cases
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.rules import rule_in_force
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.biometrics.models import NEVER_BELOW, Container, FingerState, Likeness, LikenessAnswer, NotTaken
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection

# Who takes biometric data answers what software makes of them.
ANSWER_LIKENESS = frozenset({Role.BORDER_OFFICER, Role.SCREENING_OFFICER, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER})


def lowest_age(case: CaseFile, today: date) -> int | None:
    return people.lowest_age(people.identities(people.person_of(case)), today)


def minimum_age(today: date) -> int:
    """The national age, never below that of the reference."""
    return max(NEVER_BELOW, rule_in_force("FINGERPRINT_MIN_AGE", today).value, rule_in_force("FINGERPRINT_MIN_AGE", today, "EU").value)


def of_children(case: CaseFile) -> list[str]:
    """Fields that are asked of children alone, for a case of an adult."""
    return [] if protection.treated_as_child(people.person_of(case)) else ["accompanied"]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    """Part of the page of a case in which biometric data may be taken."""
    rows = []
    for one in Container.objects.filter(case=case.pk).defer("content").order_by("taken_at"):
        quality = "–" if one.quality is None else f"{one.quality} / 100"
        rows.append(Row(one.get_standard_display(), f"{one.taken_at:%Y-%m-%d} · {one.device} · {_('quality')} {quality} · {one.size // 1024 + 1} kB", "done"))
        rows += [
            Row(state.get_position_display(), state.get_missing_display(), "warn")
            for state in FingerState.objects.filter(container=one).exclude(missing="").order_by("position")
        ]
    if not rows and (none := NotTaken.objects.filter(pk=case.pk).first()):
        rows.append(Row(_("Not taken"), none.get_reason_display(), "warn"))
    found = [Section(_("Biometric data"), rows, _("Sealed. It can be compared and erased, never shown or copied."))] if rows else []
    return found + _likenesses(case, actor)


def _likenesses(case: CaseFile, actor: Actor) -> list[Section]:
    """For those who can answer them: that somebody is known elsewhere is itself a datum."""
    if not actor.roles & ANSWER_LIKENESS:
        return []
    rows = []
    for one in _alike(case):
        numbers = ", ".join(cases.visible(actor).filter(subject=one.other_id).order_by("opened_at").values_list("number", flat=True))
        told = _answer_to(one)
        found = f"{numbers or _('a case of another unit')} · {one.score:.2f} · {one.matcher}"
        label = _("%(number)s: perhaps known here as") % {"number": one.number}
        rows.append(Row(label, f"{found} · {told.get_colour_display()} ({told.by_name})" if told else found, "done" if told else "warn"))
    note = _("A question, not an answer: only a human finds that two are one.")
    return [Section(_("Found by matching software"), rows, note)] if rows else []


@remembered
def _alike(case: CaseFile) -> list[Likeness]:
    return list(Likeness.objects.filter(case=case.pk).select_related("likenessanswer").order_by("number"))


def _answer_to(one: Likeness) -> LikenessAnswer | None:
    return getattr(one, "likenessanswer", None)


def has_open_likeness(case: CaseFile, actor: Actor) -> bool:
    return any(_answer_to(one) is None for one in _alike(case))
