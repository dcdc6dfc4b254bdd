"""The form of a harmonised procedure (SOP): steps as data, written at the hub, read at each node, and how a country may differ from a step.

Steps of voluntary return and reintegration follow the three stages of the IOM AVRR Framework (2018): before departure, travel, after arrival.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

AVRR = "AVRR"
# What a country may note about a step; a step that protects (``core``) can be done in another way and never left out.
DIFFERENCES = {
    "OTHER_BODY": _("Another body does it"),
    "OTHER_TERM": _("Another term"),
    "OTHER_FORM": _("Done in another way"),
    "MORE": _("More is done than the regional procedure asks"),
    "NOT_DONE": _("Not done here"),
}
MOST_STEPS = 60
_CODE = re.compile(r"[A-Z][A-Z_]{1,15}\Z")
_STEP = {"code": str, "title": str, "what": str, "who": str, "record": str, "exit": str, "core": bool}
_LONGEST = {"code": 16, "title": 120, "what": 2000, "who": 300, "record": 500, "exit": 500}


class BadSop(ValueError):
    """A file that is no harmonised procedure; the text names the step and says what to do."""


@dataclass(frozen=True)
class Step:
    """One step: what is done, by whom, what is recorded, and when it is over."""

    code: str
    title: str
    what: str
    who: str
    record: str
    exit: str
    core: bool


@dataclass(frozen=True)
class Sop:
    """One edition of a harmonised procedure, without its number: the hub gives it at publication."""

    code: str
    title: str
    source: str
    steps: tuple[Step, ...]

    def told(self) -> dict[str, Any]:
        """As it travels and as it is stored: JSON."""
        return {"code": self.code, "title": self.title, "source": self.source, "steps": [asdict(one) for one in self.steps]}


def read(told: Any) -> Sop:
    """From what was parsed. Raises BadSop."""
    if not isinstance(told, dict) or set(told) != {"code", "title", "source", "steps"} or told["code"] != AVRR:
        raise BadSop(f"a procedure has code = {AVRR!r}, title, source and [[steps]], and nothing else")
    if not all(isinstance(told[name], str) and 0 < len(told[name]) <= 500 for name in ("title", "source")):
        raise BadSop("title and source are texts of up to 500 characters")
    if not isinstance(told["steps"], list) or not 1 <= len(told["steps"]) <= MOST_STEPS:
        raise BadSop(f"a procedure has between 1 and {MOST_STEPS} steps")
    steps = [_step(number, one) for number, one in enumerate(told["steps"], 1)]
    if len({one.code for one in steps}) != len(steps):
        raise BadSop("two steps have the same code")
    return Sop(told["code"], told["title"], told["source"], tuple(steps))


def _step(number: int, told: Any) -> Step:
    if not isinstance(told, dict) or set(told) != set(_STEP) or any(type(told[name]) is not kind for name, kind in _STEP.items()):
        raise BadSop(f"step {number}: a step has {', '.join(_STEP)}")
    if not _CODE.match(told["code"]):
        raise BadSop(f"step {number}: its code is made of capital letters, such as COUNSELLING")
    for name, most in _LONGEST.items():
        if not 0 < len(told[name]) <= most:
            raise BadSop(f"step {number}: {name} is empty or longer than {most} characters")
    return Step(**told)


def read_toml(content: bytes) -> Sop:
    """From a file. Raises BadSop."""
    try:
        return read(tomllib.loads(content.decode("utf-8")))
    except UnicodeDecodeError:
        raise BadSop("the file is not written in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise BadSop(f"this is no TOML file: {problem}") from None


@dataclass(frozen=True)
class Difference:
    """How a country differs from one step."""

    step: str
    kind: str
    text: str


@dataclass(frozen=True)
class Adoption:
    """That a country works by an edition from a day on, and where it differs."""

    version: int
    since: date
    differences: tuple[Difference, ...]

    def told(self) -> dict[str, Any]:
        """The body of its message; the differences travel in the payload (``listed``)."""
        return {"code": AVRR, "version": self.version, "since": self.since.isoformat()}

    def listed(self) -> bytes:
        return json.dumps([asdict(one) for one in self.differences], ensure_ascii=False).encode()


def read_adoption(told: Any, listed: bytes) -> Adoption:
    """From a message. Raises ValueError for anything else than what ``told`` and ``listed`` write."""
    if set(told) != {"code", "version", "since"} or told["code"] != AVRR or type(told["version"]) is not int:
        raise ValueError
    found = json.loads(listed)
    if not isinstance(found, list) or len(found) > MOST_STEPS:
        raise ValueError
    differences = tuple(Difference(**one) for one in found)
    if any(not _CODE.match(one.step) or one.kind not in DIFFERENCES or not isinstance(one.text, str) or not 0 < len(one.text) <= 500 for one in differences):
        raise ValueError
    return Adoption(told["version"], date.fromisoformat(told["since"]), differences)
