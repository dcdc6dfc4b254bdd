"""What everybody reads: the list of updates, one of them in its languages, where its figures come from, on paper, and as feeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pycountry
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import override

from egnatia.hub.logframe.views import attached
from egnatia.hub.updates import paper
from egnatia.hub.updates.models import Post, PostFigure, PostText
from egnatia.hub.updates.posts import rendering, selectors
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.urls import public
from egnatia.kernel.codes import languages
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE

WHY = "Published by two editors for everybody: sums and public events of the region, nothing about a person"
SHOWN = 50
DAY = 86_400
with override("en"):
    FOOTNOTE = str(KOSOVO_FOOTNOTE)
TITLE = "Cooperation on asylum and migration in the Western Balkans and Türkiye"
_CACHE = {"Cache-Control": "public, max-age=300"}


def _found(slug: str) -> Post:
    with acting_as(SYSTEM):
        one = selectors.public().filter(slug=slug).first()
    if one is None:
        raise Http404
    return one


def _posts() -> list[tuple[Post, PostText]]:
    with acting_as(SYSTEM):
        found = list(selectors.public()[:SHOWN])
    return [(one, words) for one in found if (words := selectors.text(one))]


def page(request: HttpRequest, one: Post, words: PostText, **more: Any) -> HttpResponse:
    """The page of a post, for everybody or as a preview."""
    figures = list(one.figures.all())
    told = {
        "post": one,
        "words": words,
        "html": rendering.as_html(one, figures, words.body),
        "figures": figures,
        "charts": [(each, _bars(each)) for each in figures if len(each.rows) > 1],
        "spoken": [(each.language, languages.name(each.language)) for each in one.texts.all()],
        "code": _tag(words.language),
        "rtl": words.language in languages.RIGHT_TO_LEFT,
        "old": selectors.is_old(one, words),
        "footnote": FOOTNOTE,
        "demo": settings.EGNATIA_DEMO,
        "address": request.build_absolute_uri(reverse("update", args=[one.slug])),
        "card": request.build_absolute_uri(reverse("update_card", args=[one.slug])),
    }
    with override("en"):
        return render(request, "updates/update.html", told | more)


def _tag(language: str) -> str:
    """BCP 47: two letters where there are."""
    found = pycountry.languages.get(alpha_3=language)
    return getattr(found, "alpha_2", language) if found else language


@public(WHY)
def updates(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    told = {"posts": _posts(), "title": TITLE, "footnote": FOOTNOTE, "demo": settings.EGNATIA_DEMO}
    with override("en"):
        answer = render(request, "updates/list.html", told)
    answer.headers["Cache-Control"] = _CACHE["Cache-Control"]
    return answer


@public(WHY)
def update(request: HttpRequest, slug: str) -> HttpResponse:
    """In the language of ``?lang=``, else in English."""
    one = _found(slug)
    words = selectors.text(one, request.GET.get("lang", "")[:3])
    if words is None:
        raise Http404
    answer = page(request, one, words, preview=False)
    answer.headers["Cache-Control"] = _CACHE["Cache-Control"]
    return answer


def _bars(one: PostFigure) -> list[tuple[str, int, float]]:
    """(part, number, its share of the largest in percent)."""
    most = max([number for _label, number in one.rows], default=0)
    return [(label, number, round(100 * number / most, 1) if most else 0) for label, number in one.rows]


@public(WHY)
def figure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Where a number comes from: its parts, and the query that counted it."""
    one = _found(slug)
    counted = next((each for each in one.figures.all() if each.code == code), None)
    words = selectors.text(one)
    if counted is None or words is None:
        raise Http404
    told = {"post": one, "words": words, "figure": counted, "rows": _bars(counted), "footnote": FOOTNOTE, "demo": settings.EGNATIA_DEMO}
    with override("en"):
        answer = render(request, "updates/figure.html", told)
    answer.headers["Cache-Control"] = _CACHE["Cache-Control"]
    return answer


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    """Set once a day, however often it is asked for."""
    content = cache.get(key)
    if content is None:
        content = make()
        cache.set(key, content, DAY)
    return bytes(content)


@public(WHY)
def update_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    one = _found(slug)
    words = selectors.text(one, request.GET.get("lang", "")[:3])
    if words is None:
        raise Http404
    key = f"updates.pdf.{one.pk}.{one.case.version}.{words.language}"
    content = _kept(key, lambda: paper.make(one, words, _tag(words.language), rtl=words.language in languages.RIGHT_TO_LEFT))
    answer = attached(content, "application/pdf", f"{one.slug}.pdf")
    answer.headers["Cache-Control"] = _CACHE["Cache-Control"]
    return answer


@public(WHY)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """What a messenger shows of a link."""
    one = _found(slug)
    words = selectors.text(one)
    if words is None:
        raise Http404
    content = _kept(f"updates.card.{one.pk}.{one.case.version}", lambda: paper.card(one, words))
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


@public(WHY)
def atom(request: HttpRequest) -> HttpResponse:
    """RFC 4287."""
    feed = Atom1Feed(title=TITLE, link=request.build_absolute_uri(reverse("updates")), description=TITLE, feed_url=request.build_absolute_uri(), language="en")
    for one, words in _posts():
        address = request.build_absolute_uri(reverse("update", args=[one.slug]))
        feed.add_item(
            title=words.title,
            link=address,
            description=words.summary,
            unique_id=f"urn:uuid:{one.pk}",
            pubdate=one.published_at,
            updateddate=one.case.changed_at,
            author_name=one.party.name,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8", headers=_CACHE)


@public(WHY)
def json_feed(request: HttpRequest) -> JsonResponse:
    """JSON Feed 1.1."""
    items = [
        {
            "id": f"urn:uuid:{one.pk}",
            "url": request.build_absolute_uri(reverse("update", args=[one.slug])),
            "title": words.title,
            "summary": words.summary,
            "content_html": str(rendering.as_html(one, one.figures.all(), words.body)).replace('href="/', f'href="{request.build_absolute_uri("/")}'),
            "date_published": one.published_at.isoformat() if one.published_at else None,
            "authors": [{"name": one.party.name}],
            "language": "en",
        }
        for one, words in _posts()
    ]
    home = request.build_absolute_uri(reverse("updates"))
    told = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "home_page_url": home, "feed_url": request.build_absolute_uri(), "items": items}
    return JsonResponse(told, content_type="application/feed+json", headers=_CACHE)
