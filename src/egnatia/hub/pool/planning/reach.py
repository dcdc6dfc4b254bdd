"""When somebody could begin a request in any plan at all; what both bounds are built on."""

from __future__ import annotations

from egnatia.hub.pool.planning.problem import SLOT, Instance, Interpreter, Mode, Request, up


def reach(instance: Instance, who: Interpreter, request: Request, mode: Mode) -> range:
    """By video from wherever they are that day, so from their first to their last hour."""
    if mode not in request.modes & who.modes or not instance.may(who, request):
        return range(0)
    if mode is Mode.SITE:
        return instance.starts(who, request, mode, request.premises)
    begins, ends = who.days[request.day]
    return range(up(max(begins, request.window[0])), min(ends, request.window[1]) - instance.span(request, mode) + 1, SLOT)
