"""The library of country information: shelf, search, documents with their passages, and the files as they were read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import procedure, selectors, where_used
from egnatia.node.coi.alerts import selectors as alerts
from egnatia.node.coi.library import comparing, finding, meant
from egnatia.node.coi.library.currency import Warned
from egnatia.node.coi.models import Document, Passage, Source, SourceKind, Topic
from egnatia.node.information import leaflets

_MOST_WORDS, _ON_A_PAGE = 500, 50


@for_roles(procedure.READERS, Purpose.ASYLUM)
def shelf(request: HttpRequest) -> HttpResponse:
    """What waits to be confirmed, what may be cited, what is out of date; and the sources."""
    every = Paginator(selectors.shelf(), _ON_A_PAGE).get_page(request.GET.get("page"))
    old = selectors.outdated([one.pk for one in every])
    found = [(one, selectors.names(one), _may_not_hold(old[one.pk])) for one in every]
    own = set(CaseFile.objects.filter(procedure="coi_document", state="taken").values_list("pk", flat=True))
    told = {"documents": found, "page": every, "sources": selectors.sources(), "events": selectors.events(), "keeps": _keeps(request), "own": own}
    return render(request, "coi/shelf.html", told)


def _may_not_hold(warned: list[Warned]) -> str:
    """What whoever relies on a document must give a reason for, in words."""
    return "; ".join(str(one.text) for one in warned if one.needs_reason)


def _keeps(request: HttpRequest) -> bool:
    return bool(actor_here(request).roles & procedure.KEEPERS)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@for_roles(procedure.READERS, Purpose.ASYLUM)
def search(request: HttpRequest) -> HttpResponse:
    """Sent by POST: what is looked for stays out of addresses and logs. A day that is none, or a code that is none, narrows nothing."""
    given = request.POST
    choices = _choices()
    known = {name: {code for code, _label in rows} for name, rows in choices.items()}
    chosen = {name: [one for one in given.getlist(name) if one in known[name]][:20] for name in ("countries", "topics", "languages", "kinds")}
    days = {name: _day(given.get(name, "")) for name in ("since", "until")}
    text = given.get("text", "")[:_MOST_WORDS].replace("\0", "")
    wanted = finding.Search(text, **chosen, **days, newest=given.get("order") == "newest", reads=languages.code((get_language() or "en").split("-")[0]))  # type: ignore[arg-type]
    results = finding.search(wanted) if text.strip() else None
    old = selectors.outdated([one.document.pk for one in results.documents]) if results else {}
    told = {
        "wanted": wanted,
        "results": results,
        "meant": meant.rewritten(text, results.meant) if results and results.meant else "",
        "may_not_hold": {key: _may_not_hold(warned) for key, warned in old.items()},
        "kept": alerts.of_unit(),
        "choices": _choices(),
        "language": languages.name,
        "tags": leaflets.TAGS,
    }
    return render(request, "coi/search.html", told)


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the library has something about."""
    every = Document.objects.filter(confirmed=True, withdrawn=False).values_list("countries", "language")
    of = sorted({code for row, _language in every for code in row.split()})
    spoken = sorted({language for _row, language in every})
    return {
        "countries": sorted(((code, countries.name(code)) for code in of), key=lambda one: one[1]),
        "languages": [(code, languages.name(code)) for code in spoken],
        "topics": [(code, str(label)) for code, label in Topic.choices],
        "kinds": [(code, str(label)) for code, label in SourceKind.choices],
    }


@for_roles(procedure.READERS, Purpose.ASYLUM)
def document(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """A document to read: what it is, and its passages, each with an address of its own."""
    one = selectors.light().filter(pk=source_id).first()
    if one is None:
        raise Http404
    passages = list(Passage.objects.filter(document=one).defer("terms").order_by("number"))
    # The case of a document is its unit's; the document is everybody's who may read the library.
    keeps = _keeps(request) and CaseFile.objects.filter(pk=one.pk).exists()
    told = {
        "one": one,
        "names": selectors.names(one),
        "newer": selectors.newer_of(one),
        "compared": comparing.with_earlier(one),
        "passages": passages,
        "outdated": selectors.outdated([one.pk])[one.pk],
        "used": where_used.count(one.pk),
        "by_passage": selectors.by_passage(one.pk),
    }
    return render(request, "coi/document.html", {**told, "language": languages.name, "tags": leaflets.TAGS, "keeps": keeps})


@for_roles(procedure.READERS, Purpose.ASYLUM)
def source(request: HttpRequest, publisher_id: UUID) -> HttpResponse:
    """Who says it: a source with its assessments, the newest first, and what is here of it."""
    one = Source.objects.filter(pk=publisher_id).first()
    if one is None:
        raise Http404
    keeps = _keeps(request) and CaseFile.objects.filter(pk=one.pk).exists()
    told = {"one": one, "assessments": selectors.assessments(one), "documents": selectors.light().filter(source=one, confirmed=True), "keeps": keeps}
    return render(request, "coi/source.html", told)


@for_roles(procedure.READERS, Purpose.ASYLUM)
def file(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The file, unchanged. A web page is shown as text and a Word document saved: neither runs here."""
    one = Document.objects.filter(pk=source_id).first()
    if one is None:
        raise Http404
    ending = selectors.ending(one)
    kind = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}.get(ending, "application/octet-stream")
    answer = HttpResponse(bytes(one.content), content_type=kind)
    answer["Content-Disposition"] = f'{"attachment" if ending == "docx" else "inline"}; filename="{one.number}.{ending}"'
    return answer
