"""Every page says whom it is for. A view without a rule is refused at run time and fails the check at build time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """Whom a page is for: nobody needs to sign in (``public``, with the reason), or one of ``roles``, for a purpose."""

    roles: frozenset[Role] = frozenset()
    purpose: Purpose = Purpose.ADMINISTRATION
    public: str = ""
    # Answers programs: who is not signed in gets 401 instead of a page.
    api: bool = False


def public(reason: str) -> Callable[[View], View]:
    """A page that anybody may open; ``reason`` says why that is right."""
    return _with(Rule(public=reason))


def for_roles(roles: Collection[Role], purpose: Purpose, *, api: bool = False) -> Callable[[View], View]:
    """A page (or an endpoint for programs) for staff with one of ``roles``."""
    return _with(Rule(frozenset(roles), purpose, api=api))


def _with(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Callable[..., Any]) -> Rule | None:
    return getattr(view, "access_rule", None)


def routes(patterns: Collection[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """(route, view) of every URL of this deployment."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one.callback


@register()
def every_url_has_a_rule(**_kwargs: Any) -> list[CheckMessage]:
    """System check egnatia.E001."""
    return [
        Error(f"the URL “{route}” has no access rule", hint="Mark its view with @public(reason) or @for_roles(roles, purpose).", id="egnatia.E001")
        for route, view in routes()
        if rule_of(view) is None
    ]
