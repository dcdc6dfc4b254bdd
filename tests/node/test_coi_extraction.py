"""Texts out of files: the child process that reads them cannot reach out, and garbled pages are known."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
import typst

from egnatia.node.coi.extraction import detecting, passages, reading
from egnatia.node.coi.extraction.blocks import Block, clean

ENGLISH = "Journalists in Afghanistan were arrested after the protests in the capital, and many of them were held for days without a lawyer. "
PERSIAN = "خبرنگاران در افغانستان پس از اعتراضات در پایتخت بازداشت شدند و بسیاری از آنها بدون وکیل در زندان بودند. "
SERBIAN = "Новинари у Авганистану су ухапшени после протеста у главном граду и многи од њих су били у притвору без адвоката. "


def paper(text: str, lang: str = "en", pages: int = 1) -> bytes:
    body = "#pagebreak()\n".join(f"= SYNTHETIC part {number + 1}\n\n{text * 4}\n\n{text}\n\n" for number in range(pages))
    head = f'#set page(header: [SYNTHETIC report 2025])\n#set text(lang: "{lang}", font: ("Noto Sans", "Noto Sans Arabic"))\n'
    fonts = [str(path) for path in (Path(sys.prefix) / "lib").rglob("fontpkg_noto*") if path.is_dir()]
    return bytes(typst.compile((head + body).encode(), font_paths=fonts))


@pytest.mark.parametrize(("text", "lang", "code"), [(ENGLISH, "en", "eng"), (SERBIAN, "sr", "srp")])
def test_a_pdf_is_read_in_its_order(text: str, lang: str, code: str) -> None:
    read = reading.extract(paper(text, lang))
    assert read.language == code
    assert read.countries == ["AFG"]
    # Two letters drawn as one come apart into what was meant; blanks at the ends of lines may differ.
    said = "".join(" ".join(one.text for one in read.blocks).split())
    assert "".join(text.split()) in said
    assert not read.doubtful


def test_a_pdf_that_gives_its_letters_in_another_order_is_doubtful() -> None:
    """This one is: its maker writes Arabic script for printing, and says of no letter what it is."""
    read = reading.extract(paper(PERSIAN * 3, "fa"))
    assert PERSIAN.strip() not in " ".join(one.text for one in read.blocks)
    assert read.doubtful == [1]


def test_running_heads_go_and_pages_are_known() -> None:
    read = reading.extract(paper(ENGLISH, pages=5))
    assert read.pages == 5
    assert not any("SYNTHETIC report 2025" in one.text for one in read.blocks)
    assert {one.page for one in read.blocks} == {1, 2, 3, 4, 5}


def test_a_word_document_keeps_its_headings() -> None:
    made = docx.Document()
    made.core_properties.title = "SYNTHETIC title"
    made.add_heading("Security", 1)
    made.add_paragraph(ENGLISH)
    made.add_table(1, 2).rows[0].cells[1].text = "cell"
    file = io.BytesIO()
    made.save(file)
    read = reading.extract(file.getvalue())
    assert read.title == "SYNTHETIC title"
    assert [(one.text, one.level) for one in read.blocks][:2] == [("Security", 1), (ENGLISH.strip(), 0)]
    assert any("cell" in one.text for one in read.blocks)


def test_a_web_page_loses_its_menu_and_runs_nothing() -> None:
    head = "<head><title>SYNTHETIC page</title><script>evil()</script></head>"
    article = f"<article><h1>Arrests</h1><p>{ENGLISH * 3}</p><p>{ENGLISH}</p></article>"
    page = f"<!doctype html><html>{head}<body><nav><a href=/>Home</a></nav>{article}</body></html>"
    read = reading.extract(page.encode())
    text = " ".join(one.text for one in read.blocks)
    assert ENGLISH.strip() in text
    assert "evil" not in text
    assert "Home" not in text


def test_text_is_divided_at_empty_lines() -> None:
    read = reading.extract(f"# SYNTHETIC title\n\n{ENGLISH}\n\nSecond\nline".encode())
    assert read.title == "SYNTHETIC title"
    assert [one.text for one in read.blocks][-1] == "Second line"


def _docx_of(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", content)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"PK\x03\x04broken", _docx_of(b"<no/>"), b"\xff\xfe\x00bytes", b"\x89PNG\r\n"])
def test_what_cannot_be_read_says_what_to_do(content: bytes) -> None:
    with pytest.raises(reading.Unreadable) as problem:
        reading.extract(content)
    assert len(str(problem.value)) > 30


def test_a_page_in_the_wrong_order_is_doubtful() -> None:
    blocks = [Block(ENGLISH * 2, 1), Block((ENGLISH * 2)[::-1], 2), Block("a table 1 2 3", 3)]
    assert reading._garbled(blocks, "eng") == [2]


_PROBE = """
import json, os, socket, sys
from egnatia.node.coi.extraction import blocks, child
if sys.argv[1] == "shut":
    child._shut("text/plain")
told = {}
for name, act in {"file": lambda: open("/etc/hostname"), "socket": socket.socket, "pipe": os.pipe}.items():
    try:
        act()
        told[name] = True
    except OSError:
        told[name] = False
sys.stdout.write(json.dumps(told))
"""


def _probe(how: str) -> dict[str, bool]:
    source = str(Path(reading.__file__).resolve().parents[4])
    done = subprocess.run([sys.executable, "-c", _PROBE, how], capture_output=True, env={"PYTHONPATH": source}, check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_reader_of_files_can_open_nothing() -> None:
    assert _probe("shut") == {"file": False, "socket": False, "pipe": False}


def test_twin_without_the_limits_it_could() -> None:
    assert all(_probe("open").values())


def test_passages_stand_where_they_say() -> None:
    blocks = [
        Block("Security", 1, 1),
        *(Block(ENGLISH.strip(), 1) for _ in range(9)),
        Block("Law", 2, 1),
        Block("One sentence.", 2),
        Block("Deep", 2, 2),
        Block("Another.", 2),
    ]
    whole, found = passages.whole(blocks), passages.divide(blocks)
    assert all(whole[one.start : one.end] == one.text for one in found)
    assert [one.headings for one in found][-2:] == ["Law", "Law › Deep"]
    assert all(len(one.text.split()) <= passages.MOST for one in found)
    assert found[-1].first == found[-1].last == 11


@pytest.mark.parametrize("page", ["cp1251", "iso8859_5", "cp1250"])
def test_a_web_page_of_an_older_code_page_is_read(page: str) -> None:
    text = (SERBIAN if page != "cp1250" else "Novinari su uhapšeni posle protesta u glavnom gradu, i čekaju žalbu. ") * 4
    content = f'<html><head><meta charset="{page.replace("cp", "windows-")}"></head><body><p>{text}</p></body></html>'.encode(page)
    read = reading.extract(content)
    assert read.blocks


def test_a_number_that_stands_alone_in_a_sentence_stays() -> None:
    body = "\n\n".join(["Number of persons killed in the province:", "57", "in the district, of whom", "12", "were civilians."])
    part = f"{body}\n\n{ENGLISH}\n\n"
    source = '#set page(numbering: "1", header: [SYNTHETIC report])\n' + "#pagebreak()\n".join([part] * 6)
    text = " ".join(one.text for one in reading.extract(bytes(typst.compile(source.encode()))).blocks)
    assert text.count("57") == text.count("12") == 6
    assert "SYNTHETIC report" not in text


@pytest.mark.parametrize("text", [ENGLISH * 200, "x" * 100_000, "word " * 5000, f"{ENGLISH.strip()}\n\n" + "y" * 9000 + " end."])
def test_a_paragraph_without_an_end_is_parted(text: str) -> None:
    read = reading.extract(f"# SYNTHETIC\n\n{text}\n\nLast one.".encode())
    whole, found = passages.whole(read.blocks), passages.divide(read.blocks)
    assert all(whole[one.start : one.end] == one.text for one in found)
    assert max(len(one.text) for one in found) <= 2 * passages.LONGEST
    assert "".join(one.text for one in found).replace(" ", "").replace("\n", "") == whole.replace(" ", "").replace("\n", "")


def test_signs_that_no_database_holds_are_left_out() -> None:
    assert clean("a\x00b\ud800c\ufffe") == "abc"


def test_languages_and_countries_are_proposed() -> None:
    assert detecting.language("Gazetarët u arrestuan pas protestave në qytet") == "sqi"
    assert detecting.language("١٢٣ --") == ""
    assert detecting.countries(["Nothing here. In Malta once."], "eng") == []
    assert set(detecting.countries([SERBIAN, "Avganistan i Iran, Iran"], "srp")) == {"IRN", "AFG"}
