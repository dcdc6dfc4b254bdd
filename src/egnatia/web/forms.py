"""Forms made from the typed input of an action: one field of the input is one field of the form, checked by the input alone."""

from __future__ import annotations

import base64
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from egnatia.kernel import moment
from egnatia.kernel.codes.dates import Calendar
from egnatia.kernel.engine.spec import Ask, Input

LARGEST_FILE = 4_000_000
# No base64, so that the input refuses it: what is too large is not even read.
TOO_LARGE = "?"
CALENDARS = ((Calendar.GREGORIAN, _("Gregorian")), (Calendar.SOLAR_HIJRI, _("Solar Hijri")), (Calendar.HIJRI, _("Hijri")))


@dataclass
class Field:
    """One question of a form, ready for the template."""

    name: str
    label: Any
    hint: Any
    widget: str
    required: bool
    choices: list[tuple[Any, Any]]
    value: Any = ""
    error: str = ""
    rows: int = 3

    @property
    def ids(self) -> str:
        """What describes the field to a screen reader."""
        return " ".join([f"{self.name}-hint"] * bool(self.hint) + [f"{self.name}-error"] * bool(self.error))


def _is_list(annotation: Any) -> bool:
    return typing.get_origin(annotation) is list


def _plain(annotation: Any) -> Any:
    """The type without None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next(one for one in typing.get_args(annotation) if one is not type(None))
    return annotation


def _widget(ask: Ask, annotation: Any) -> str:
    if ask.widget:
        return ask.widget
    if _is_list(annotation):
        return "checkboxes"
    if ask.choices:
        return "select"
    return "checkbox" if _plain(annotation) is bool else "text"


def ask_of(info: FieldInfo, name: str) -> Ask:
    """How the field is asked for. Raises TypeError for an input that does not say it."""
    for one in info.metadata:
        if isinstance(one, Ask):
            return one
    raise TypeError(f"the input field {name} has no Ask")


def fields_of(model: type[Input], values: dict[str, Any], errors: dict[str, Any], picks: Mapping[str, list[tuple[Any, Any]]] | None = None) -> list[Field]:
    """The form's fields with what was typed and what is wrong with it; ``picks``: choices that a case gives."""
    found = []
    for name, info in model.model_fields.items():
        ask = ask_of(info, name)
        offered = picks[name] if picks and name in picks else ask.choices() if ask.choices else []
        choices = [(getattr(key, "value", key), label) for key, label in offered]
        widget = _widget(ask, info.annotation)
        value = values[name] if name in values else ask.default() if ask.default and not values else _initial(widget, info)
        if widget in {"checkboxes", "select_many"}:
            value = [str(getattr(one, "value", one)) for one in value or []]
        elif widget == "file":
            value = None  # a browser never fills in a file again
        elif widget in {"select", "radio"}:
            value = "" if value is None else str(getattr(value, "value", value))
        found.append(Field(name, ask.label, ask.hint, widget, info.is_required(), choices, value, str(errors.get(name, "")), ask.rows))
    return found


def _initial(widget: str, info: FieldInfo) -> Any:
    # What need not be answered stands empty: a moment that nobody meant would be saved.
    if widget == "datetime" and info.is_required():
        return timezone.localtime(moment.now()).strftime("%Y-%m-%dT%H:%M")
    return None if info.is_required() else info.default


def typed(model: type[Input], post: QueryDict) -> dict[str, Any]:
    """What was sent, by field of the input. What was left empty is left out, so that the input says whether it is needed."""
    values: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        widget = _widget(ask_of(info, name), info.annotation)
        if widget == "date":
            values[name] = {part: post.get(f"{name}_{part}", "").strip() for part in ("year", "month", "day", "calendar")}
        elif widget == "checkbox":
            values[name] = post.get(name) == "on"
        elif widget == "file":
            continue
        elif widget in {"checkboxes", "select_many"}:
            values[name] = [one for one in post.getlist(name) if one]
        elif post.get(name, "").strip():
            values[name] = post[name]
    return values


def sent_files(model: type[Input], files: Mapping[str, UploadedFile]) -> dict[str, str]:
    """Files of the form by field, as base64: what the API is sent too."""
    wanted = [name for name, info in model.model_fields.items() if ask_of(info, name).widget == "file" and name in files]
    return {name: base64.b64encode(files[name].read()).decode() if (files[name].size or 0) <= LARGEST_FILE else TOO_LARGE for name in wanted}
