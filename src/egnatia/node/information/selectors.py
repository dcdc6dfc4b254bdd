"""What somebody was told and still must be told; and the library with the state of its translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.information import leaflets
from egnatia.node.information.items import MANDATORY, Item, Step
from egnatia.node.information.models import Answer, Delivery, Material, NotToldYet, Opening, Told, Translation
from egnatia.node.people import selectors as people

# What happened may be about health (FR-15).
READS_WHY = frozenset({Role.MEDICAL_STAFF, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
MARKS = {Translation.Status.REVIEWED: "done", Translation.Status.UNREVIEWED: "warn", Translation.Status.SENT_BACK: "warn", Translation.Status.WANTED: "open"}


def understood(one: Told, language: str) -> bool:
    """Whether that information counts for somebody who understands ``language`` best: their language or an interpreter, and an answer to it."""
    if one.answer == Answer.NOT_UNDERSTOOD or one.language == "und":
        return False
    # What is read is understood by more people than what is said: a Levantine speaker reads Standard Arabic, and may not follow it when it is spoken.
    reads = one.leaflet_id is not None and leaflets.language_for(one.language) == leaflets.language_for(language)
    # Who did not listen has the leaflet alone, which no interpreter reads to them.
    return reads if one.answer == Answer.REFUSED else reads or one.language == language or one.interpreter_present


@remembered
def times_told(case: CaseFile) -> list[Told]:
    return list(Told.objects.filter(case=case.pk).order_by("at"))


@remembered
def missing(case: CaseFile, step: Step) -> list[Item]:
    """Mandatory items of a step that nobody told the person of this case in a way that counts."""
    language = people.person_of(case).language
    known: set[str] = set()
    for one in times_told(case):
        # The newest answer holds: what was not understood after all is told again.
        if one.step == step and understood(one, language):
            known.update(one.items)
        elif one.step == step and one.answer == Answer.NOT_UNDERSTOOD:
            known.difference_update(one.items)
    return [one for one in MANDATORY[step] if one not in known]


def in_their_language(case: CaseFile) -> dict[str, str]:
    """What stands in the form: the language that the person understands best. What was told is marked anew each time."""
    return {"language": people.person_of(case).language}


def cannot_wait(case: CaseFile, step: Step) -> bool:
    """Whether an urgency was recorded that lets a step in the person's favour go before the information."""
    return NotToldYet.objects.filter(case=case.pk, step=step).exists()


def translation_of(step: Step, language: str) -> Translation | None:
    """The leaflet of a step that a speaker of ``language`` reads, of the present version; else of the newest that there is."""
    found = Translation.objects.filter(
        material__step=step,
        material__kind="LEAFLET",
        material__withdrawn=False,
        language=leaflets.language_for(language),
        status__in=(Translation.Status.REVIEWED, Translation.Status.UNREVIEWED),
    )
    return found.order_by("-version").first()


def section(case: CaseFile, step: Step) -> Section:
    """Part of a case page: what was told and how it was answered, what is missing, and the leaflet to hand over."""
    rows = [
        Row(
            f"{languages.name(one.language)} · {one.by_name}",
            f"{', '.join(str(Item(item).label) for item in one.items)} · {one.get_answer_display()}",
            "warn" if one.answer == Answer.NOT_UNDERSTOOD else "done",
        )
        for one in times_told(case)
        if one.step == step
    ]
    rows += [Row(one.label, _("not told yet"), "warn") for one in missing(case, step)]
    actor = current_actor()
    reads = actor is not None and bool(actor.roles & READS_WHY)
    for late in NotToldYet.objects.filter(case=case.pk).order_by("at"):
        why = " · ".join(filter(None, [str(late.get_reason_display()), late.text if reads else "", late.by_name]))
        rows.append(Row(_("Could not wait"), why, "warn"))
    return Section(_("Information"), [*rows, _leaflet(case, step)], _("In a language that the person understands, with an answer from them."))


def _leaflet(case: CaseFile, step: Step) -> Row:
    language = people.person_of(case).language
    found = translation_of(step, language)
    if found is None:
        return Row(_("Leaflet"), _("None in %(language)s: tell it through an interpreter") % {"language": languages.name(language)}, "warn")
    return Row(
        _("Leaflet"),
        f"{languages.name(found.language)} (PDF) · {found.get_status_display()}",
        MARKS[Translation.Status(found.status)],
        reverse("material", args=[found.pk]),
    )


@dataclass(frozen=True)
class Cell:
    """One language of one material on the board."""

    language: str
    name: str
    translation: Translation | None
    # Its version is behind the present one.
    old: bool

    @property
    def mark(self) -> str:
        return "open" if self.translation is None else "warn" if self.old else MARKS[Translation.Status(self.translation.status)]


@dataclass(frozen=True)
class Shelf:
    """One material with its languages, and how it is used."""

    material: Material
    cells: list[Cell]
    delivered: int
    opened: int
    given: int


def board() -> list[Shelf]:
    """All materials that are not withdrawn, leaflets first; of each language the newest text. Holds nothing of a person."""
    found = list(Material.objects.filter(withdrawn=False).order_by("kind", "title"))
    found.sort(key=lambda one: (one.kind != "LEAFLET", list(Step.values).index(one.step) if one.step else 0, one.title))
    texts = list(Translation.objects.filter(material__in=found).defer("content").order_by("version", "entered_at"))
    delivered = _by_material(Delivery.objects.values_list("translation__material").annotate(number=Sum("copies")))
    opened = _by_material(Opening.objects.values_list("translation__material").annotate(number=Count("pk")))
    with seeing_all():
        given = _by_material(Told.objects.filter(leaflet__isnull=False).values_list("leaflet__material").annotate(number=Count("pk")))
    return [
        Shelf(one, _cells(one, [text for text in texts if text.material_id == one.pk]), delivered.get(one.pk, 0), opened.get(one.pk, 0), given.get(one.pk, 0))
        for one in found
    ]


def _by_material(rows: Iterable[tuple[UUID, int]]) -> dict[UUID, int]:
    return dict(rows)


def _cells(material: Material, texts: Iterable[Translation]) -> list[Cell]:
    newest: dict[str, Translation] = {}
    for one in texts:
        # What is wanted or was sent back does not hide an older text that can be read.
        if one.language not in newest or one.can_be_read or not newest[one.language].can_be_read:
            newest[one.language] = one
    codes = sorted({*newest, *leaflets.TAGS}, key=languages.name)
    return [Cell(code, languages.name(code), newest.get(code), code in newest and newest[code].version < material.version) for code in codes]


def summary(shelves: Iterable[Shelf]) -> list[dict[str, Any]]:
    """For each language: how many leaflets are reviewed, unreviewed or missing."""
    found = []
    for code in sorted(leaflets.TAGS, key=languages.name):
        cells = [cell for shelf in shelves for cell in shelf.cells if cell.language == code and shelf.material.kind == "LEAFLET"]
        counts = Counter("MISSING" if one.translation is None or one.old else one.translation.status for one in cells)
        found.append(
            {
                "name": languages.name(code),
                "own": leaflets.OWN_NAMES[code],
                "tag": leaflets.TAGS[code],
                "rtl": code in languages.RIGHT_TO_LEFT,
                "reviewed": counts["REVIEWED"],
                "unreviewed": counts["UNREVIEWED"],
                "missing": sum(counts.values()) - counts["REVIEWED"] - counts["UNREVIEWED"],
            }
        )
    return found


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Material.objects.get(pk=case.pk)
    rows = [
        Row(_("Title"), one.title),
        Row(_("Kind"), one.get_kind_display()),
        Row(_("For which step"), one.get_step_display() or "–"),
        Row(_("Source"), one.source or "–"),
        Row(_("Version"), one.version),
    ]
    texts = []
    for text in Translation.objects.filter(material=one).defer("content").order_by("-version", "language"):
        who = " · ".join(filter(None, [str(text.get_status_display()), str(text.get_made_by_display()), text.translator, text.reviewer, text.remark]))
        address = reverse("material", args=[text.pk]) if text.can_be_read else ""
        texts.append(Row(f"{languages.name(text.language)} · {text.version}", who, MARKS[Translation.Status(text.status)], address))
    sent = [
        Row(one.on, f"{languages.name(one.translation.language)} · {one.unit_name} · {one.copies}")
        for one in Delivery.objects.filter(translation__material=case.pk).select_related("translation").defer("translation__content").order_by("-on")
    ]
    return [Section(_("Material"), rows), Section(_("Texts"), texts), Section(_("Delivered"), sent or [Row(_("Nothing yet."), "")])]
