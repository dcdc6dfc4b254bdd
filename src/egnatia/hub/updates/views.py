"""Events: the list of partners, documents, and the public feed of what was announced."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.logframe.rights import LISTS, READERS, TEAM
from egnatia.hub.logframe.views import as_it_came
from egnatia.hub.updates import calendar
from egnatia.hub.updates.events import selectors
from egnatia.hub.updates.models import Post
from egnatia.hub.updates.posts import selectors as news
from egnatia.hub.updates.public import page
from egnatia.kernel import cases, moment
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles, public


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def events(request: HttpRequest) -> HttpResponse:
    """What is ahead, what was held, and what came of it."""
    actor = actor_here(request)
    ahead, past = selectors.events(actor)
    told = {"ahead": ahead, "past": past, "opens": bool(actor.roles & TEAM), "people": selectors.people, "where": selectors.where}
    feed = request.build_absolute_uri(calendar.address())
    return render(request, "updates/events.html", {**told, "organisers": selectors.organisers, "feed": feed, "today": moment.today()})


@for_roles(READERS, Purpose.REGIONAL_ANALYSIS)
def event_document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A document of an event, as it came."""
    actor = actor_here(request)
    found = selectors.document(actor, pk)
    if found is None:
        raise Http404
    cases.opened(actor, found.event_id, "event")
    log.write(actor, log.Operation.CONSULT, "updates.document", purpose=Purpose.REGIONAL_ANALYSIS, case_id=found.event_id)
    return as_it_came(found)


@public("Events that their organisers announced to the public: title, time, place, organisers; no link to join, no participant")
def events_feed(request: HttpRequest) -> HttpResponse:
    """iCalendar, for calendar programs."""
    return HttpResponse(calendar.feed(), content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "public, max-age=900"})


@for_roles(READERS, Purpose.REGIONAL_ANALYSIS)
def posts(request: HttpRequest) -> HttpResponse:
    """News and updates in every state."""
    return render(request, "updates/posts.html", {"posts": news.all_of(actor_here(request)), "text": news.text})


@for_roles(READERS, Purpose.REGIONAL_ANALYSIS)
def update_preview(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """As everybody would read it."""
    case = cases.opened(actor_here(request), case_id, "post")
    one = Post.objects.select_related("party").prefetch_related("texts", "figures").get(pk=case.pk)
    words = news.text(one, request.GET.get("lang", "")[:3])
    if words is None:
        raise Http404
    return page(request, one, words, preview=True)
