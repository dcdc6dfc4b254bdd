"""What the templates of all rooms share: filters, small pieces of screen, and the environment that holds them (Jinja2)."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _
from jinja2 import Environment

from egnatia.kernel import moment
from egnatia.kernel.access.decide import PURPOSES, Purpose
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.spec import extra_gates, registry
from egnatia.kernel.models import CaseFile


def code(value: Any) -> str:
    """A number, code or date that keeps its order inside right-to-left text: 2026-004417 must never read 004417-2026."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


def moment_text(value: Any) -> Any:
    """A time or day in words of the interface language; anything else as it is."""
    if isinstance(value, datetime):
        shown = localtime(value) if is_aware(value) else value
        return _words(shown.replace(second=0, microsecond=0, tzinfo=None), get_language())
    return _words(value, get_language()) if isinstance(value, date) else value


@lru_cache(maxsize=4096)
def _words(shown: date, language: str | None) -> str:
    text = date_format(shown, "j M Y, H:i" if isinstance(shown, datetime) else "j M Y")
    # A month's name in a right-to-left language must not be torn from its day and year.
    # Its own letters say the direction: where Django knows no month of a language it says the English one.
    return format_html('<bdi dir="auto">{}</bdi>', text)


def state_label(case: CaseFile) -> Any:
    return registry[case.procedure].states.get(case.state, case.state)


def procedure_label(procedure: str) -> Any:
    return registry[procedure].label


def action_label(event: Any) -> Any:
    try:
        return registry[event.case.procedure].action(event.action).label
    except LookupError:
        return event.action


def task_label(task: Any) -> Any:
    """What a task asks for: in the words of its procedure, or the time limit that passed."""
    return registry[task.case.procedure].task_label(task.code)


def clock_badge(due_at: datetime | None) -> str:
    """Time left or overdue, said in words as well as by colour."""
    if due_at is None:
        return SafeString('<span class="eg-clock eg-none">–</span>')
    tone, text = _left((due_at - moment.now()).total_seconds() / 3600)
    return format_html('<span class="eg-clock eg-{}"><bdi>{}</bdi><span class="eg-due"> · {}</span></span>', tone, text, moment_text(due_at))


def _left(hours: float) -> tuple[str, str]:
    """(tone, words) for the hours that are left; negative ones are overdue."""
    days = int(abs(hours) // 24)
    if hours < 0:
        return "red", ngettext("overdue by %(days)d day", "overdue by %(days)d days", days) % {"days": days} if days else _("overdue since today")
    text = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days} if days else _("%(hours)d hours left") % {"hours": int(hours)}
    return "amber" if days < 2 else "green", text


def date_part(value: Any, part: str) -> Any:
    """A part of a date that was typed or read: works for what a form sent and for a PartialDate."""
    found = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
    return "" if found is None else found


def purpose_label(purpose: str) -> Any:
    return PURPOSES.get(Purpose(purpose), purpose)


def waits_for(case: CaseFile) -> list[Any]:
    """Titles of the safeguards that a case waits for."""
    titles = _gate_titles(case.procedure) if case.waits_for else {}
    return [titles[one] for one in case.waits_for if one in titles]


@lru_cache(maxsize=100)
def _gate_titles(procedure: str) -> dict[str, Any]:
    named = {gate.code: gate.title for action in registry[procedure].actions for gate in action.gates}
    return {code: gate.title for code, gate in extra_gates.items()} | named


def has(values: Any, value: Any) -> bool:
    return str(value) in [str(one) for one in values or []]


def same(first: Any, second: Any) -> bool:
    return str(first) == str(second)


def lookup(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if mapping else None


@lru_cache(maxsize=4096)
def url(name: str, *args: Any) -> str:
    """Address of a page by its name. Raises NoReverseMatch for a page that does not exist."""
    return reverse(name, args=args)


_FILTERS = (code, moment_text, state_label, procedure_label, action_label, task_label, purpose_label, waits_for, has, same, lookup)


def environment(**options: Any) -> Environment:
    """Made once by Django. Texts go through gettext: ``_("text %(name)s", name=value)``; a per cent sign is written twice."""
    made = Environment(  # noqa: S701  Django asks for autoescape
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {one.__name__: one for one in _FILTERS} | {"country": countries.name}
    made.globals |= {"url": url, "static": static, "clock_badge": clock_badge, "date_part": date_part}
    return made
