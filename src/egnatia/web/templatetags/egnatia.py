"""For the templates of the sign-in library, which are Django's own: the shell around them, and its fields in the shell's dress."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_block_tag
def part(content: str) -> str:
    """A part of the page, kept under a name (``as``) for ``shell``."""
    return content


@register.simple_tag(takes_context=True)
def shell(context: Any, title: str, content: str) -> str:
    """The whole page: the shell with this title and content."""
    return mark_safe(render_to_string("web/framed.html", {"title": title, "content": content}, context["request"]))  # noqa: S308  made by templates


@register.filter
def input_type(field: Any) -> str:
    return str(getattr(field.field.widget, "input_type", ""))


@register.filter
def dressed(field: Any) -> Any:
    """A field of a Django form in the shell's dress."""
    look = "form-check-input" if input_type(field) == "checkbox" else "form-control"
    attrs = {"class": look + (" is-invalid" if field.errors else ""), "dir": "ltr"}
    return field.as_widget(attrs={**attrs, "placeholder": ""})
