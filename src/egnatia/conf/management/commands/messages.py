"""Bring the catalogues of the shell up to date with its texts. Needs no gettext on the machine; ./dev compiles what changed.

The shell is what every deployment shows whatever its rooms: kernel, web, staff, overlays. New texts come in empty; texts that are gone are
dropped. Every translation is unreviewed until a person removes the word from its comment.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.template import engines

SOURCE = settings.PROJECT / "src" / "egnatia"
SHELL = ("kernel", "web", "staff", "overlays")
LOCALE = Path(settings.LOCALE_PATHS[0])
UNREVIEWED = "unreviewed"
_CALLS = {"_", "_now", "gettext", "gettext_lazy"}
_TAG = re.compile(r"""{% translate ["'](.*?)["'] %}""")
_PLURALS = {"ngettext", "ngettext_lazy"}
Text = tuple[str, str]


def catalogue_file(language: str) -> Path:
    from django.utils.translation import to_locale

    return LOCALE / to_locale(language) / "LC_MESSAGES" / "django.po"


@cache
def texts() -> dict[Text, set[str]]:
    """(text, its plural or '') → files of the shell where it stands."""
    found: dict[Text, set[str]] = {}
    for part in SHELL:
        for file in sorted((SOURCE / part).rglob("*")):
            if file.suffix == ".py" and "migrations" not in file.parts:
                read = _python(file)
            elif file.suffix == ".html":
                read = _template(file)
            else:
                continue
            for text in read:
                found.setdefault(text, set()).add(str(file.relative_to(SOURCE)))
    return found


def _constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _python(file: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id in _CALLS and (text := _constant(node.args[0])):
                yield text, ""
            elif node.func.id in _PLURALS and len(node.args) > 1:
                yield _constant(node.args[0]), _constant(node.args[1])


def _template(file: Path) -> Iterator[Text]:
    text = file.read_text(encoding="utf-8")
    if "jinja2" not in file.parts:  # around the sign-in library: only the simple tag
        yield from ((found[1], "") for found in _TAG.finditer(text))
        return
    for _line, _function, found in engines["jinja2"].env.extract_translations(text):  # type: ignore[attr-defined]
        one, many = found[:2] if isinstance(found, tuple) else (found, "")
        if one:
            yield one, many or ""


def update(language: str) -> tuple[int, int]:
    """Bring one catalogue up to date; returns (texts, translated)."""
    file = catalogue_file(language)
    old = polib.pofile(str(file)) if file.exists() else polib.POFile()
    new = polib.POFile(wrapwidth=140)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": PLURALS.get(language, PLURALS["en"]),
    }
    for (text, plural), _where in sorted(texts().items()):
        known = old.find(text)
        entry = polib.POEntry(msgid=text, msgid_plural=plural, comment=known.comment if known else UNREVIEWED)
        if plural:
            entry.msgstr_plural = known.msgstr_plural if known and known.msgstr_plural else dict.fromkeys(range(_forms(language)), "")
        else:
            entry.msgstr = known.msgstr if known else ""
        if "%(" in text:
            entry.flags.append("python-format")
        new.append(entry)
    file.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(file))
    return len(new), len(new.translated_entries())


_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "sr": _SLAVIC,
    "sr-latn": _SLAVIC,
    "bs": _SLAVIC,
    "cnr": _SLAVIC,
    "mk": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    "sq": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "ps": "nplurals=2; plural=(n != 1);",
    "fa": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
}


def _forms(language: str) -> int:
    return int(PLURALS.get(language, PLURALS["en"]).partition("nplurals=")[2].partition(";")[0])


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for language, _name in settings.LANGUAGES:
            if language != "en":
                total, done = update(language)
                self.stdout.write(f"{language}: {done} of {total} texts")
