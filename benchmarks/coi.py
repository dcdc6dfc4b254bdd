"""Targets C1 to C8 and C10 of country information, beside PostgreSQL full text and SQLite FTS5, on the same texts in one run.

``PYTHONPATH=src .venv/bin/python benchmarks/coi.py --data FOLDER [--passages 100000] [--database URL] [--meaning] [--chromium PATH]``

FOLDER holds ``cranfield``, ``xquad`` and ``udhr`` (public collections). Prints figures; asserts nothing. PostgreSQL is compared with ``--database``: a
temporary table is made there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import lxml.html
from django.conf import settings

from egnatia.node.coi import evaluate
from egnatia.node.coi.engine import meaning, queries
from egnatia.node.coi.engine.index import Entry, Index
from egnatia.node.coi.extraction import detecting, reading
from egnatia.node.coi.text import words

Judged = tuple[dict[str, str], dict[str, str], dict[str, dict[str, int]]]
UDHR = {"als": "sqi", "arb": "arb", "bos_cyrl": "srp", "bos_latn": "srp", "cnr": "srp", "eng": "eng", "hrv": "srp", "kmr": "kmr", "mkd": "mkd"} | {
    "pbu": "pbu",
    "pes_1": "pes",
    "pes_2": "pes",
    "srp_cyrl": "srp",
    "srp_latn": "srp",
    "tur": "tur",
}


def cranfield(folder: Path) -> Judged:
    documents, asked, judged = {}, {}, {}
    for part in re.split(r"^\.I ", (folder / "cran.all.1400").read_text(), flags=re.M)[1:]:
        number, rest = part.split("\n", 1)
        title, body = re.search(r"^\.T\n(.*?)^\.A", rest, re.S | re.M), re.search(r"^\.W\n(.*)", rest, re.S | re.M)
        documents[number.strip()] = " ".join(f"{title[1] if title else ''} {body[1] if body else ''}".split())
    for at, part in enumerate(re.split(r"^\.I ", (folder / "cran.qry").read_text(), flags=re.M)[1:], 1):
        asked[str(at)] = " ".join(part.split(".W\n", 1)[1].split())
    for line in (folder / "QRelsCorrectedforTRECeval").read_text().splitlines():
        query, _zero, document, grade = line.split()
        judged.setdefault(query, {})[document] = max(0, int(grade))
    return documents, asked, judged


def xquad(file: Path) -> Judged:
    documents, asked, judged = {}, {}, {}
    for article in json.loads(file.read_text())["data"]:
        for paragraph in article["paragraphs"]:
            name = str(len(documents))
            documents[name] = paragraph["context"]
            for one in paragraph["qas"]:
                asked[one["id"]], judged[one["id"]] = one["question"], {name: 1}
    return documents, asked, judged


def paragraphs(folder: Path, name: str) -> list[str]:
    tree = lxml.html.fromstring((folder / f"{name}.html").read_text(encoding="utf-8"))
    return [text for one in tree.iter("p", "li") if not one.findall(".//p") and len(text := " ".join(one.text_content().split())) > 40]


def scored(judged: Judged, ranked: Callable[[str], Sequence[str]]) -> str:
    _documents, asked, grades = judged
    rows = [(evaluate.ndcg_at_10(found := ranked(asked[key]), of), evaluate.average_precision(found, of)) for key, of in grades.items() if any(of.values())]
    return f"nDCG@10 {statistics.fmean(one for one, _ap in rows):.4f}  AP {statistics.fmean(ap for _ndcg, ap in rows):.4f}"


def fts5(documents: dict[str, str], tokenizer: str) -> Callable[[str], list[str]]:
    names, base = list(documents), sqlite3.connect(":memory:")
    base.execute(f'CREATE VIRTUAL TABLE d USING fts5(t, tokenize="{tokenizer}")')
    base.executemany("INSERT INTO d(rowid, t) VALUES (?, ?)", enumerate(documents.values(), 1))

    def search(text: str) -> list[str]:
        any_word = " OR ".join(f'"{one}"' for one in re.findall(r"\w+", text))
        found = base.execute("SELECT rowid FROM d WHERE d MATCH ? ORDER BY bm25(d) LIMIT 1000", (any_word,)) if any_word else ()
        return [names[number - 1] for (number,) in found]

    return search


def postgres(url: str, documents: dict[str, str], config: str, rank: str = "ts_rank(t, q, 1)") -> Callable[[str], list[str]]:
    import psycopg

    names, base = list(documents), psycopg.connect(url, autocommit=True)
    base.execute("CREATE TEMP TABLE coi_bench (n int PRIMARY KEY, t tsvector)")
    with base.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO coi_bench VALUES (%s, to_tsvector(%s::regconfig, %s))", [(at, config, text) for at, text in enumerate(documents.values())]
        )
    base.execute("CREATE INDEX ON coi_bench USING gin (t)")
    base.execute("ANALYZE coi_bench")

    def search(text: str) -> list[str]:
        any_word = " ".join(re.findall(r"\w+", text))
        query = "replace(plainto_tsquery(%s::regconfig, %s)::text, '&', '|')::tsquery"
        rows = base.execute(f"SELECT n FROM coi_bench, {query} q WHERE t @@ q ORDER BY {rank} DESC LIMIT 1000", (config, any_word))
        return [names[number] for (number,) in rows]

    return search


def ours(documents: dict[str, str], family: str) -> Callable[[str], list[str]]:
    names, index = list(documents), Index()
    index.add(Entry(at, text, family) for at, text in enumerate(documents.values()))
    return lambda text: [names[at] for at, _ in index.search(queries.build(queries.Asked(queries.question(text), (family,), (family,))), 1000)]


def ranking(data: Path, url: str, with_meaning: bool) -> None:
    for name, judged, family, config, tokenizer in (
        ("Cranfield", cranfield(data / "cranfield"), "eng", "english", "porter unicode61"),
        ("XQuAD ar", xquad(data / "xquad" / "xquad.ar.json"), "ara", "arabic", "unicode61"),
    ):
        print(f"\n{name} ({len(judged[0])} passages, {len(judged[2])} queries)")
        print("  ours            ", scored(judged, ours(judged[0], family)))
        print("  SQLite FTS5     ", scored(judged, fts5(judged[0], tokenizer)))
        if url:
            print("  PostgreSQL      ", scored(judged, postgres(url, judged[0], config)))
        if with_meaning and family == "ara":
            figures = evaluate.evaluate(*judged, family, "both")
            print(f"  ours, by meaning  nDCG@10 {figures.ndcg:.4f}  AP {figures.ap:.4f}  ({figures.p95:.0f} ms at the 95th percentile)")


def scripts(folder: Path) -> None:
    """C4: a paragraph of one script asks for the same one in the other."""
    print("\nCyrillic and Latin, mean reciprocal rank over the paragraphs of the declaration")
    for left, right in (
        ("srp_cyrl", "srp_latn"),
        ("srp_latn", "srp_cyrl"),
        ("bos_cyrl", "bos_latn"),
        ("bos_latn", "bos_cyrl"),
        ("srp_cyrl", "cnr"),
        ("hrv", "bos_cyrl"),
    ):
        asked, kept = paragraphs(folder, left), paragraphs(folder, right)
        if len(asked) != len(kept):
            size = min(len(asked), len(kept))
            asked, kept = asked[-size:], kept[-size:]
        of = {str(at): text for at, text in enumerate(kept)}
        told = []
        for search in (ours(of, "hbs"), fts5(of, "unicode61")):
            ranks = [next((1 / (at + 1) for at, found in enumerate(search(text)) if found == str(number)), 0.0) for number, text in enumerate(asked)]
            told.append(statistics.fmean(ranks))
        print(f"  {left:9} -> {right:9} ours {told[0]:.3f}   SQLite FTS5 {told[1]:.3f}")


def identification(folder: Path) -> None:
    """C10, with Bosnian, Croatian, Montenegrin and Serbian as one."""
    told: Counter[bool] = Counter()
    for name, code in UDHR.items():
        told.update(detecting.language(text) == code for text in paragraphs(folder, name))
    print(f"\nLanguage of a paragraph: {told[True]} of {told.total()} ({told[True] / told.total():.1%})")


def across(folder: Path) -> None:
    """C5: an article of the declaration in English asks for the same one in another language, by meaning alone."""
    print("\nAcross languages, by meaning: articles of the declaration, asked in English")
    asked = paragraphs(folder, "eng")
    for name in ("arb", "tur", "srp_latn", "sqi" if (folder / "sqi.html").exists() else "als", "pes_1", "pbu"):
        kept = paragraphs(folder, name)
        size = min(len(asked), len(kept))
        documents, queries_ = ({str(at): text for at, text in enumerate(found[-size:])} for found in (kept, asked))
        figures = evaluate.evaluate(documents, queries_, {key: {key: 1} for key in queries_}, "eng", "meaning")
        print(f"  eng -> {name:9} nDCG@10 {figures.ndcg:.4f}  AP {figures.ap:.4f}  ({size} paragraphs)")


def printed(folder: Path, chromium: str) -> None:
    """C8: pages that a browser printed as PDF, read again; words, and pairs of words that stand in a row."""
    print("\nWords and pairs of words of a printed page that are read from its PDF")
    for name in UDHR:
        text = paragraphs(folder, name)
        with tempfile.TemporaryDirectory() as place:
            page, paper = Path(place) / "page.html", Path(place) / "page.pdf"
            right = "rtl" if name in {"arb", "pes_1", "pes_2", "pbu"} else "ltr"
            body = "".join(f"<p>{one}</p>" for one in text)
            style = "column-count:2;font-family:'Noto Sans','Noto Sans Arabic','Noto Naskh Arabic',sans-serif"
            page.write_text(f'<html dir="{right}"><meta charset="utf-8"><body style="{style}">{body}</body></html>', encoding="utf-8")
            quiet = ("--headless", "--no-sandbox", "--disable-background-networking", "--disable-sync", "--no-pdf-header-footer", f"--user-data-dir={place}/p")
            subprocess.run([chromium, *quiet, f"--print-to-pdf={paper}", str(page)], capture_output=True, timeout=120, check=True)
            began = time.perf_counter()
            found = reading.extract(paper.read_bytes())
            took = time.perf_counter() - began
        wanted, got = (_folded(rows) for rows in (text, [one.text for one in found.blocks]))
        pairs = [Counter(itertools.pairwise(each)) for each in (wanted, got)]
        single = [Counter(wanted), Counter(got)]
        shares = [(both[0] & both[1]).total() / both[0].total() for both in (single, pairs)]
        print(f"  {name:9} words {shares[0]:.3f}  pairs {shares[1]:.3f}  {took * 1000:.0f} ms with the child process  language {found.language}")


def _folded(rows: Sequence[str]) -> list[str]:
    return [unicodedata.normalize("NFKC", one).replace("\u200c", "") for text in rows for one in re.findall(r"\w[\w\u200c]*", text)]


def speed(folder: Path, count: int, url: str) -> None:
    """C6 and C7: passages of about 130 words from real sentences, asked by 2 to 4 words, a third with country and year, a sixth as phrases."""
    draw = random.Random(7)  # noqa: S311
    sentences = {words.family(code): [one for name, of in UDHR.items() if of == code for one in paragraphs(folder, name)] for code in set(UDHR.values())}
    countries = [f"C{number:02}" for number in range(36)]

    def passage(of: str) -> str:
        text = " ".join(draw.choices(sentences[of], k=6)).split()
        draw.shuffle(text)
        return " ".join(text[:130])

    families = list(sentences)
    made = [(passage(of), of, draw.choice(countries), draw.randrange(10_000, 20_000)) for of in draw.choices(families, k=count)]
    with tempfile.TemporaryDirectory() as place:
        index, began = Index(Path(place)), time.perf_counter()
        index.add(Entry(at, text, of, document=str(at // 40), country=(country,), day=day) for at, (text, of, country, day) in enumerate(made))
        took = time.perf_counter() - began
        size = sum(one.stat().st_size for one in Path(place).rglob("*")) / 1e6
        print(f"\n{count} passages analysed and indexed in {took:.1f} s: {count / took:.0f} a second, {size:.0f} MB")
        began = time.perf_counter()
        index.add([Entry(count, made[0][0], made[0][1], document="new")])
        print(f"a new passage is found after {(time.perf_counter() - began) * 1000:.0f} ms")
        asked = []
        for number in range(300):
            text, of, country, day = draw.choice(made)
            found = draw.sample(text.split(), draw.randint(2, 4))
            typed = f'"{" ".join(text.split()[3:5])}"' if number % 6 == 0 else " ".join(found)
            narrow = queries.Narrow(country=(country,), since=day - 365, until=day + 365) if number % 3 == 0 else queries.Narrow()
            asked.append((typed, of, narrow))
        times = []
        for typed, of, narrow in asked:
            began = time.perf_counter()
            index.search(queries.build(queries.Asked(queries.parse(typed), (of,), (of,), narrow)), 20)
            times.append((time.perf_counter() - began) * 1000)
        print(f"ours       p50 {statistics.median(times):7.2f}   p95 {evaluate.percentile(times, 0.95):7.2f} ms")
    of_all = {str(at): text for at, (text, *_rest) in enumerate(made)}
    for name, search in (("SQLite", fts5(of_all, "unicode61")), *((("PostgreSQL", postgres(url, of_all, "simple")),) if url else ())):
        times = []
        for typed, _of, _narrow in asked[: 300 if name == "SQLite" else 100]:
            began = time.perf_counter()
            search(typed)
            times.append((time.perf_counter() - began) * 1000)
        print(f"{name:10} p50 {statistics.median(times):7.2f}   p95 {evaluate.percentile(times, 0.95):7.2f} ms (without country and year)")


def main() -> None:
    parser = argparse.ArgumentParser(description="Targets of country information, measured.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--database", default="", help="of a PostgreSQL to compare with; a temporary table is made there")
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--chromium", default="", help="a browser that prints pages as PDF, for what is read from them")
    given = parser.parse_args()
    if given.meaning and not meaning.available():
        sys.exit("Install the optional package first: pip install egnatia[meaning].")
    settings.configure(USE_I18N=False)
    ranking(given.data, given.database, given.meaning)
    scripts(given.data / "udhr")
    identification(given.data / "udhr")
    if given.meaning:
        across(given.data / "udhr")
    if given.chromium:
        printed(given.data / "udhr", given.chromium)
    speed(given.data / "udhr", given.passages, given.database)


if __name__ == "__main__":
    main()
