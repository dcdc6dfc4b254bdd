"""Where the seven stand with their roadmaps, which recommendations nobody works on, and who goes where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.logframe.activities.procedure import ACTIVITY
from egnatia.hub.logframe.rights import LISTS, TEAM
from egnatia.hub.logframe.values import Light
from egnatia.hub.roadmaps import selectors
from egnatia.hub.roadmaps.missions import selectors as missions
from egnatia.hub.roadmaps.recommendations import selectors as recommendations
from egnatia.kernel import moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def roadmaps(request: HttpRequest) -> HttpResponse:
    """Each country with what is under way, how far it is, and what was before."""
    actor = actor_here(request)
    told = {"region": selectors.region(actor), "lights": list(Light), "states": ACTIVITY.states, "period": selectors.period, "today": moment.today()}
    return render(request, "roadmaps/roadmaps.html", {**told, "opens": bool(actor.roles & TEAM)})


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def coverage(request: HttpRequest) -> HttpResponse:
    """Recommendations that no activity answers, and activities that answer none, by country."""
    actor = actor_here(request)
    told = {"covered": recommendations.coverage(actor), "opens": bool(actor.roles & TEAM), "records": Role.PROGRAMME_OFFICER in actor.roles}
    return render(request, "roadmaps/coverage.html", told)


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def mission_list(request: HttpRequest) -> HttpResponse:
    """Missions of experts, those ahead first."""
    actor = actor_here(request)
    return render(request, "roadmaps/missions.html", {"missions": missions.missions(actor), "opens": bool(actor.roles & TEAM), "today": moment.today()})
