"""What other rooms and pages may know of country information: what can be cited, and what a citation says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.quotes import place_of
from egnatia.kernel.models import CaseFile, Event
from egnatia.kernel.subjects import Row, Section
from egnatia.node.coi.library import currency
from egnatia.node.coi.models import Assessment, Citation, CountryEvent, Document, Made, Passage, PassageNote, Source, SourceKind, Topic

QUESTIONS = {"who": _("Who is it?"), "what": _("What does it say?"), "why": _("Why does it say it?"), "how": _("How does it know?"), "when": _("When?")}
# How documents here are numbered, in running text.
NUMBER = re.compile(r"\bC(\d{4})[-\u2010-\u2015\u2212](\d{6})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cited:
    """A citation as a decision shows it. ``found``: the words stand in the file; None where the program cannot read it."""

    title: str
    publisher: str
    published_on: date
    accessed_on: date
    pinpoint: str
    quote: str
    digest: str
    number: str
    found: bool | None
    address: str
    web: str
    document: UUID
    language: str
    countries: tuple[str, ...]
    translator: str
    source: UUID | None
    kind: str
    translation: str
    translated_by: str
    closed: bool


def citations(ids: Collection[UUID]) -> dict[UUID, Cited]:
    """Citations by id."""
    found = Citation.objects.filter(pk__in=ids).select_related("document").defer("document__content", "document__text")
    return {one.pk: _cited(one) for one in found}


def _cited(one: Citation) -> Cited:
    paper = one.document
    where = f"{reverse('coi_document', args=[paper.pk])}#p{one.passage}" if one.passage else reverse("coi_file", args=[paper.pk])
    return Cited(
        title=paper.title,
        publisher=paper.publisher,
        published_on=paper.published_on or paper.accessed_on,
        accessed_on=paper.accessed_on,
        pinpoint=one.pinpoint,
        quote=one.quote,
        digest=paper.digest,
        number=paper.number,
        found=one.found,
        address=where,
        # Where a closed file stands may say who spoke.
        web="" if paper.closed else paper.address,
        document=paper.pk,
        language=paper.language,
        countries=tuple(paper.countries.split()),
        translator=paper.translator,
        source=paper.source_id,
        kind=paper.kind,
        translation=one.translation,
        translated_by=one.translated_by,
        closed=bool(paper.closed),
    )


def translated(one: Cited) -> str:
    """A translation of its words, with who made it; nothing where there is none."""
    return f" [{one.translated_by}: “{one.translation}”]" if one.translation else ""


def choices(country: str = "") -> list[tuple[Any, Any]]:
    """Documents that may be cited, those about a country first, the newest first."""
    found = Document.objects.filter(withdrawn=False, confirmed=True).exclude(made=Made.MACHINE).defer("content", "text").order_by("-published_on", "number")
    ordered = sorted(found, key=lambda one: country not in one.countries.split())
    return [(str(one.pk), f"{one.number} · {one.title} · {one.publisher} · {one.published_on}") for one in ordered]


def titles(documents: Collection[UUID]) -> list[str]:
    """What documents are called, with what happened to them since."""
    found = light().filter(pk__in=documents).order_by("number")
    return [f"{one.number} · {one.title} · {one.publisher} · {one.published_on}{_since(one)}" for one in found]


def numbers_in(texts: Collection[str]) -> set[str]:
    """Numbers of documents in running text, whatever dash a word processor made of theirs."""
    return {f"C{year}-{number}" for text in texts for year, number in NUMBER.findall(text)}


def citable(numbers: Collection[str]) -> set[str]:
    """Those of them whose documents may be cited."""
    return set(Document.objects.filter(number__in=numbers, confirmed=True, withdrawn=False).values_list("number", flat=True))


def still_citable(documents: Collection[UUID]) -> bool:
    """Whether all of them are cited still. They stay so until the transaction ends: whoever withdraws one waits, and then sees its use."""
    found = Document.objects.select_for_update(of=("self",)).filter(pk__in=documents, withdrawn=False, confirmed=True).exclude(made=Made.MACHINE)
    return set(found.values_list("pk", flat=True)) == set(documents)


def withdrawn(documents: Collection[UUID]) -> list[str]:
    """Numbers of those that are not cited any more."""
    return sorted(Document.objects.filter(pk__in=documents, withdrawn=True).values_list("number", flat=True))


def _since(one: Document) -> str:
    if one.withdrawn:
        return str(_(" · withdrawn since"))
    newer = newer_of(one)
    return str(_(" · newer edition: %(number)s") % {"number": newer.number}) if newer else ""


def closed(documents: Collection[UUID]) -> list[str]:
    """Numbers of those whose files applicants are not given."""
    return sorted(Document.objects.filter(pk__in=documents).exclude(closed="").values_list("number", flat=True))


def closed_among(numbers: Collection[str]) -> set[str]:
    """The same, by their numbers."""
    return set(Document.objects.filter(number__in=numbers).exclude(closed="").values_list("number", flat=True))


def is_closed(case: CaseFile, actor: object) -> bool:
    return bool(closed([case.pk]))


def is_open(case: CaseFile, actor: object) -> bool:
    return not is_closed(case, actor)


def who_did(action: str, case: CaseFile) -> set[UUID | None]:
    """Who took a step in a case."""
    return set(Event.objects.filter(case=case.pk, action=action).values_list("actor_id", flat=True))


def kept(documents: Collection[UUID]) -> list[Document]:
    """Documents whole, with their source as it was assessed when they were confirmed."""
    return list(Document.objects.filter(pk__in=documents).select_related("source", "assessed").defer("text").order_by("number"))


def light() -> QuerySet[Document]:
    """Documents with their source and editions, and without files and texts."""
    heavy = (f"{prefix}{name}" for prefix in ("", "newer__", "follows__") for name in ("content", "text"))
    return Document.objects.select_related("source", "assessed", "follows", "newer").defer(*heavy)


def shelf() -> QuerySet[Document]:
    """All documents without their content: those to be confirmed, then those that may be cited, the newest first."""
    return light().order_by("withdrawn", "confirmed", "-published_on", "number")


def sources() -> list[Source]:
    return list(Source.objects.order_by("name"))


def named_beside(citation: UUID) -> list[UUID]:
    """Registered sources whose names stand in the passage that is cited: on whom it may rest, for a person to confirm."""
    one = Citation.objects.get(pk=citation)
    text = " ".join(Passage.objects.filter(document=one.document_id, number=one.passage).values_list("text", flat=True)) or one.quote
    own = Document.objects.values_list("source", flat=True).get(pk=one.document_id)
    return [each.pk for each in sources() if each.pk != own and place_of(each.name, text)]


def held_of(citation: UUID) -> list[str]:
    """What courts and guidance held of the passage that is cited."""
    one = Citation.objects.get(pk=citation)
    return [_held(each) for each in PassageNote.objects.filter(document=one.document_id, passage=one.passage).order_by("-on")]


def _held(one: PassageNote) -> str:
    return f"{one.who}, {one.on.isoformat()}: {one.get_held_display()}. {one.said}"


def by_passage(document: UUID) -> dict[int, tuple[int, list[str]]]:
    """By number of passage: how often it is cited, and what was held of it."""
    cited = Counter(Citation.objects.filter(document=document).values_list("passage", flat=True))
    held: dict[int, list[str]] = {}
    for one in PassageNote.objects.filter(document=document).order_by("-on"):
        held.setdefault(one.passage, []).append(_held(one))
    return {number: (cited[number], held.get(number, [])) for number in {*cited, *held}}


def proposals(case: CaseFile) -> dict[str, Any]:
    """What the program read from a file, for the form that confirms it."""
    one = Document.objects.defer("content", "text").get(pk=case.pk)
    told = one.proposed
    known = {"title": told.get("title", ""), "language": told.get("language", ""), "about": told.get("countries", []), "address": one.address}
    published = told.get("published", "")
    return {**known, "published_on": published, "accessed_on": one.accessed_on.isoformat(), "follows": told.get("follows", "")}


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Sources, and documents that have no newer edition yet."""
    free = Q(newer=None) | Q(newer__withdrawn=True)
    found = Document.objects.filter(free, confirmed=True, withdrawn=False).exclude(pk=case.pk).defer("content", "text").order_by("title")
    editions = [(str(one.pk), f"{one.number} · {one.title} · {one.published_on}") for one in found]
    return {"source": [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in sources()], "follows": [("", "–"), *editions]}


def answers(case: CaseFile) -> dict[str, Any]:
    """How a source was assessed last."""
    one = Assessment.objects.filter(source=case.pk).order_by("-version").first()
    return {name: getattr(one, name) for name in (*QUESTIONS, "criticism")} if one else {}


def ending(one: Document) -> str:
    """Of its file: a web page is given as text, since it must not run here."""
    return {"application/pdf": "pdf", "text/plain": "txt", "text/html": "txt"}.get(one.media_type, "docx")


def names(one: Document) -> str:
    return ", ".join(countries.name(code) for code in one.countries.split())


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = light().get(pk=case.pk)
    rows = [Row(_("Title"), one.title, "", reverse("coi_document", args=[one.pk]))]
    if not one.confirmed:
        return [Section(_("Country information"), [*rows, *_read(one)])]
    rows += [
        Row(_("Publisher"), one.publisher, "", reverse("coi_source", args=[one.source_id]) if one.source_id else ""),
        Row(_("Source"), one.get_kind_display()),
        Row(_("Countries"), names(one)),
        Row(_("Topics"), ", ".join(str(Topic(code).label) for code in one.topics.split()) or "–"),
        Row(_("Language"), languages.name(one.language)),
        Row(_("Who wrote these words"), _written(one), "warn" if one.made == Made.MACHINE else ""),
        Row(_("Published on"), one.published_on),
        Row(_("Reaches up to"), one.cut_off or "–"),
        *(Row(_("May not hold"), each.text, "warn") for each in outdated([one.pk])[one.pk] if not one.withdrawn),
        Row(_("Read on"), one.accessed_on),
        Row(_("Where it stands"), one.address or "–"),
    ]
    if one.assessed:
        rows.append(Row(_("The source assessed"), _("version %(version)s by %(name)s") % {"version": one.assessed.version, "name": one.assessed.by_name}))
    rows += [Row(_("What is particular about this document"), one.assessment)] if one.assessment else []
    rows += [Row(_("Earlier edition"), one.follows.number, "", reverse("coi_document", args=[one.follows.pk]))] if one.follows else []
    newer = newer_of(one)
    rows += [Row(_("Newer edition"), newer.number, "warn", reverse("coi_document", args=[newer.pk]))] if newer else []
    rows += [Row(_("Withdrawn"), one.withdrawn_why or "–", "warn")] if one.withdrawn else []
    if one.closed:
        rows.append(Row(_("Closed to applicants"), f"{one.get_closed_display()}: {one.closed_why}", "warn"))
        rows.append(Row(_("What they are given instead"), one.summary))
    elif one.kind in {SourceKind.ORAL, SourceKind.SOCIAL}:
        rows.append(Row(_("Open to applicants"), _("whole, once it is cited: if whoever spoke is in danger then, close it first"), "warn"))
    return [Section(_("Country information"), [*rows, *_read(one)])]


def _written(one: Document) -> str:
    return f"{one.get_made_display()}: {one.translator}" if one.translator else str(one.get_made_display())


def newer_of(one: Document) -> Document | None:
    found: Document | None = getattr(one, "newer", None)
    return found


def _read(one: Document) -> list[Row]:
    found = [Row(_("SHA-256 of the file"), one.digest)]
    if one.doubtful:
        pages = ", ".join(map(str, one.doubtful[:40]))
        told = _("%(pages)s: read them in the file; words from there are vouched for by whoever cites them") % {"pages": pages}
        found.append(Row(_("Pages that could not be read"), told, "warn"))
    return found


def outdated(documents: Collection[UUID]) -> dict[UUID, list[currency.Warned]]:
    """Why documents may not hold any more today."""
    return currency.warnings(list(light().filter(pk__in=documents)), moment.today())


def events() -> list[tuple[CountryEvent, str]]:
    """What happened in countries, the newest first, with the name of the country."""
    found = CountryEvent.objects.filter(withdrawn=False).order_by("-day")
    return [(one, countries.name(one.country)) for one in found]


def event_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = CountryEvent.objects.get(pk=case.pk)
    topics = ", ".join(str(Topic(code).label) for code in one.topics.split()) or str(_("everything"))
    rows = [
        Row(_("Country"), countries.name(one.country)),
        Row(_("Happened on"), one.day),
        Row(_("What happened"), one.what),
        Row(_("What it changes"), topics),
    ]
    return [Section(_("Event in a country"), rows)]


def source_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Source.objects.get(pk=case.pk)
    return [Section(_("Source"), [Row(_("Name of the source"), one.name), Row(_("What it is"), one.get_kind_display())]), *assessments(one)]


def assessments(one: Source) -> list[Section]:
    """The newest answers to the five questions first, then earlier ones."""
    found = []
    for each in Assessment.objects.filter(source=one).order_by("-version"):
        title = _("Assessed by %(name)s on %(day)s") % {"name": each.by_name, "day": each.on.isoformat()}
        rows = [Row(label, getattr(each, name)) for name, label in QUESTIONS.items()]
        found.append(Section(title, [*rows, Row(_("Known criticism"), each.criticism or "–")]))
    return found
