"""The shell speaks the seven countries' languages: complete, with the same placeholders, marked while nobody has reviewed it."""

from __future__ import annotations

import re

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from egnatia.conf.management.commands.messages import Text, catalogue_file, texts
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.sorting import sort_key
from egnatia.web.pieces import code
from tests.node.test_pages import client_of

COMPLETE = ["sq", "bs", "cnr", "mk", "sr", "sr-latn", "tr"]


def _holders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", text))


def missing(language: str, wanted: dict[Text, set[str]]) -> list[str]:
    """Texts of the shell that a catalogue does not say, or says with other placeholders."""
    catalogue = polib.pofile(str(catalogue_file(language)))
    found = []
    for text, plural in wanted:
        entry = catalogue.find(text)
        said = (list(entry.msgstr_plural.values()) if plural else [entry.msgstr]) if entry else [""]
        if not all(said) or any(_holders(one) != _holders(text) for one in said):
            found.append(text)
    return found


@pytest.mark.parametrize("language", COMPLETE)
def test_the_shell_is_complete(language: str) -> None:
    assert missing(language, texts()) == []


def test_broken_twin_a_new_text_and_a_lost_placeholder_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing("sq", {("A text that nobody has translated", ""): set()}) == ["A text that nobody has translated"]
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Saved: %(what)s.", msgstr="U ruajt."))
    monkeypatch.setattr("tests.node.test_languages.polib.pofile", lambda _file: catalogue)
    assert missing("sq", {("Saved: %(what)s.", ""): set()}) == ["Saved: %(what)s."]


def test_serbian_in_cyrillic_has_no_latin_word() -> None:
    for entry in polib.pofile(str(catalogue_file("sr"))):
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            words = re.findall(r"[A-Za-zčćžšđ]+", re.sub(r"%\(\w+\)[sd]|BCP-7|RS-MK|\S+@\S+", "", said))
            assert words == [], said


def test_names_are_ordered_by_a_computed_key() -> None:
    names = ["Zec", "Đuro", "čaj", "Ćiro", "cvet", "dom", "Ana", "Јован", "نصیر"]
    assert sorted(names, key=sort_key) == ["Ana", "čaj", "Ćiro", "cvet", "dom", "Đuro", "Zec", "Јован", "نصیر"]
    assert sorted(names) != sorted(names, key=sort_key)  # the twin: code points put Zec before Ana's neighbours


def test_plural_forms_are_those_of_the_language() -> None:
    with translation.override("sr-latn"):
        said = [ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days} for days in (1, 3, 5, 21)]
    assert said == ["1 dan preostao", "preostala 3 dana", "preostalo 5 dana", "21 dan preostao"]


@pytest.mark.parametrize("language", [code_ for code_, _name in settings.LANGUAGES])
def test_pages_say_their_language_and_whether_it_was_reviewed(staff: dict[str, Actor], language: str) -> None:
    client = client_of("officer")
    client.post("/language/", {"language": language, "next": "/"})
    text = client.get("/").content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language in {"ar", "fa", "ps"} else "ltr"}">' in text
    assert ("has not been reviewed" in text) == (language != "en")
    with translation.override(language):
        assert gettext("Work queue") in text
        assert (gettext("Work queue") == "Work queue") == (language == "en")


def test_codes_keep_their_order_in_right_to_left_text(staff: dict[str, Actor]) -> None:
    assert code("2026-004417") == '<bdi dir="ltr">2026-004417</bdi>'
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    client.force_login(client_of("officer").get("/").wsgi_request.user)
    bare = re.findall(r"(?<![\w/=\"&;-])\d{4}-\d{6}(?!</bdi>)", client.get("/").content.decode())
    assert bare == []
