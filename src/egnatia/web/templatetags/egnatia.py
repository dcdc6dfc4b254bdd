"""Pieces of screen that repeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from egnatia.kernel import moment
from egnatia.kernel.access.decide import PURPOSES, Purpose
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import CaseFile

register = template.Library()


@register.filter
def code(value: Any) -> str:
    """A number, code or date that keeps its order inside right-to-left text: 2026-004417 must never read 004417-2026."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def moment_text(value: Any) -> Any:
    """A time in words of the interface language; anything else as it is."""
    if not isinstance(value, datetime):
        return value
    # A month's name in a right-to-left language must not be torn from its day and year.
    text = date_format(localtime(value) if is_aware(value) else value, "j M Y, H:i")
    return format_html('<bdi dir="{}">{}</bdi>', "rtl" if get_language_bidi() else "ltr", text)


@register.filter
def country(value: str) -> str:
    return countries.name(value)


@register.filter
def state_label(case: CaseFile) -> Any:
    return registry[case.procedure].states.get(case.state, case.state)


@register.filter
def procedure_label(procedure: str) -> Any:
    return registry[procedure].label


@register.filter
def action_label(event: Any) -> Any:
    try:
        return registry[event.case.procedure].action(event.action).label
    except LookupError:
        return event.action


@register.filter
def task_label(task: Any) -> Any:
    """What a task asks for: in the words of its procedure, or the time limit that passed."""
    return registry[task.case.procedure].task_label(task.code)


@register.simple_tag
def clock_badge(due_at: datetime | None) -> str:
    """Time left or overdue, said in words as well as by colour."""
    if due_at is None:
        return format_html('<span class="eg-clock eg-none">–</span>')
    tone, text = _left((due_at - moment.now()).total_seconds() / 3600)
    return format_html('<span class="eg-clock eg-{}"><bdi>{}</bdi><span class="eg-due"> · {}</span></span>', tone, text, moment_text(due_at))


def _left(hours: float) -> tuple[str, str]:
    """(tone, words) for the hours that are left; negative ones are overdue."""
    days = int(abs(hours) // 24)
    if hours < 0:
        return "red", ngettext("overdue by %(days)d day", "overdue by %(days)d days", days) % {"days": days} if days else _("overdue since today")
    text = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days} if days else _("%(hours)d hours left") % {"hours": int(hours)}
    return "amber" if days < 2 else "green", text


@register.simple_tag
def date_part(value: Any, part: str) -> Any:
    """A part of a date that was typed or read: works for what a form sent and for a PartialDate."""
    found = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
    return "" if found is None else found


@register.filter
def purpose_label(purpose: str) -> Any:
    return PURPOSES.get(Purpose(purpose), purpose)


@register.filter
def waits_for(case: CaseFile) -> list[Any]:
    """Titles of the safeguards that a case waits for."""
    titles = {gate.code: gate.title for action in registry[case.procedure].actions for gate in action.gates}
    return [titles[one] for one in case.waits_for if one in titles]


@register.simple_block_tag
def table(content: str, label: str) -> Any:
    """A table that scrolls by itself on a narrow screen, and can be reached by keyboard there."""
    return render_to_string("web/parts/table.html", {"content": content, "label": label})


@register.filter
def input_type(field: Any) -> str:
    return str(getattr(field.field.widget, "input_type", ""))


@register.filter
def dressed(field: Any) -> Any:
    """A field of a Django form (the sign-in library has some) in the shell's dress."""
    look = "form-check-input" if input_type(field) == "checkbox" else "form-control"
    attrs = {"class": look + (" is-invalid" if field.errors else ""), "dir": "ltr"}
    return field.as_widget(attrs={**attrs, "placeholder": ""})


@register.filter
def has(values: Any, value: Any) -> bool:
    return str(value) in [str(one) for one in values or []]


@register.filter
def same(first: Any, second: Any) -> bool:
    return str(first) == str(second)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if mapping else None
