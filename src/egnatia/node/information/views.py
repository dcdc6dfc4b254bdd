"""The library's board and texts for staff; and the leaflets as pages that persons open on their own telephone."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import pdf
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles, public
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.countries import UnknownCode
from egnatia.node.information import actions, leaflets, procedure, selectors
from egnatia.node.information.items import Step
from egnatia.node.information.models import Kind, Material, Translation

_SOURCE = Path(__file__).parent / "leaflet.typ"


@for_roles(procedure.READERS, Purpose.ADMINISTRATION)
def materials(request: HttpRequest) -> HttpResponse:
    """Which text exists in which language, and whether somebody has read it."""
    shelves = selectors.board()
    keeps = bool(actor_here(request).roles & procedure.KEEPERS)
    return render(request, "information/materials.html", {"shelves": shelves, "by_language": selectors.summary(shelves), "keeps": keeps})


def _text(translation_id: UUID, *, keeps: bool = False) -> tuple[Material, Translation]:
    found = Translation.objects.filter(pk=translation_id, content__isnull=False).select_related("material").first()
    if found is None or not (found.can_be_read or keeps):
        raise Http404
    return found.material, found


def _shown(material: Material, text: Translation) -> dict[str, object]:
    assert text.content is not None
    found = leaflets.shown(bytes(text.content), material.step, text.language, reviewed=text.status == Translation.Status.REVIEWED)
    return {**found, "code": f"{material.number} · {text.version} · {text.language}", "footnote": str(countries.KOSOVO_FOOTNOTE)}


@for_roles(procedure.READERS, Purpose.ADMINISTRATION)
def material(request: HttpRequest, translation_id: UUID) -> HttpResponse:
    """One text as PDF; its opening is counted as use."""
    found, text = _text(translation_id, keeps=bool(actor_here(request).roles & procedure.KEEPERS))
    actions.opened(text, actor_here(request))
    content = pdf.make(_SOURCE, _shown(found, text)) if found.kind == Kind.LEAFLET else bytes(text.content or b"")
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}-{text.version}-{text.language}.pdf"'
    return answer


@for_roles(procedure.KEEPERS, Purpose.ADMINISTRATION)
def source(request: HttpRequest, translation_id: UUID) -> HttpResponse:
    """The file of a leaflet, as the pattern for a translator."""
    found, text = _text(translation_id, keeps=True)
    if found.kind != Kind.LEAFLET:
        raise Http404
    answer = HttpResponse(bytes(text.content or b""), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}-{text.version}-{text.language}.toml"'
    return answer


@public("General information for persons in their own language: it holds nothing of anybody.")
def leaflet(request: HttpRequest, step: str, language: str) -> HttpResponse:
    """A leaflet as a page for a telephone, with the other languages beside it."""
    if step not in Step:
        raise Http404
    try:
        languages.code(language)
    except UnknownCode:
        raise Http404 from None
    text = selectors.translation_of(Step(step), language)
    if text is None or text.language != language:
        raise Http404
    others = [(code, leaflets.OWN_NAMES[code], leaflets.TAGS[code], code in languages.RIGHT_TO_LEFT) for code in leaflets.TAGS]
    return render(request, "information/leaflet.html", {"shown": _shown(*_text(text.pk)), "step": step, "others": others})
