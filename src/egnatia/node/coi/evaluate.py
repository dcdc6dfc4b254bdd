"""``python -m egnatia.node.coi.evaluate --docs D.jsonl --queries Q.jsonl --qrels QRELS --language xx``: how well the index finds what judges found.

Documents and queries are lines of JSON with an id (``id``, ``_id``, ``docno``, ``docid`` …) and a text (``text``, ``contents``, ``body``, ``question`` …);
documents may have a ``title``. Judgments are lines of TREC (query, anything, document, grade). Prints nDCG@10 (linear gain, as trec_eval's ndcg_cut_10), AP
over the best 1,000, the time of a query at the 50th and 95th percentile, and passages analysed and indexed in a second. No database is needed.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from egnatia.kernel.codes.languages import code
from egnatia.node.coi.engine import meaning, queries
from egnatia.node.coi.engine.index import Entry, Index
from egnatia.node.coi.text import words

DEEP = 1000
_IDS = ("id", "_id", "docno", "docid", "doc_id", "qid", "query_id", "pid", "number")
_TEXTS = ("text", "contents", "content", "body", "question", "query", "passage", "context", "paragraph", "abstract")


class BadFile(ValueError):
    """A file that cannot be read as what it should be, with its line."""


@dataclass(frozen=True)
class Figures:
    """What an evaluation came to. Times in milliseconds, ``speed`` in passages a second."""

    ndcg: float
    ap: float
    p50: float
    p95: float
    speed: float
    queries: int
    documents: int


def _first(row: dict[str, Any], names: Sequence[str]) -> str:
    return next((str(row[name]) for name in names if row.get(name) not in (None, "")), "")


def read_texts(path: Path) -> dict[str, str]:
    """Id → text (with the title before it). Raises BadFile."""
    found: dict[str, str] = {}
    for at, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
        except ValueError:
            raise BadFile(f"{path}, line {at}: this is no line of JSON.") from None
        if not isinstance(row, dict) or not (key := _first(row, _IDS)):
            raise BadFile(f"{path}, line {at}: no id. It is looked for under {', '.join(_IDS)}.")
        found[key] = " ".join(part for part in (str(row.get("title") or ""), _first(row, _TEXTS)) if part)
    if not any(found.values()):
        raise BadFile(f"{path}: no text in it. It is looked for under {', '.join(_TEXTS)}.")
    return found


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """Query → document → grade; of three columns the second is the document. Raises BadFile."""
    found: dict[str, dict[str, int]] = {}
    for at, line in enumerate(_lines(path), 1):
        parts = line.split()
        try:
            query, document, grade = parts[0], parts[-2], int(float(parts[-1]))
        except (IndexError, ValueError):
            if at == 1:
                continue  # the names of the columns
            raise BadFile(f"{path}, line {at}: four columns are wanted: query, anything, document, grade.") from None
        found.setdefault(query, {})[document] = max(0, grade)
    return found


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from (line for line in file if line.strip())
    except (OSError, UnicodeDecodeError) as problem:
        raise BadFile(f"{path}: cannot be read ({type(problem).__name__}).") from None


def ndcg_at_10(ranked: Sequence[str], grades: dict[str, int]) -> float:
    """Järvelin & Kekäläinen 2002 with linear gain; 0 where nothing is relevant."""
    best = sorted(grades.values(), reverse=True)[:10]
    ideal = sum(gain / math.log2(at + 2) for at, gain in enumerate(best))
    return sum(grades.get(one, 0) / math.log2(at + 2) for at, one in enumerate(ranked[:10])) / ideal if ideal else 0.0


def average_precision(ranked: Sequence[str], grades: dict[str, int]) -> float:
    wanted = sum(grade > 0 for grade in grades.values())
    seen, total = 0, 0.0
    for at, one in enumerate(ranked, 1):
        if grades.get(one, 0) > 0:
            seen += 1
            total += seen / at
    return total / wanted if wanted else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else 0.0


def evaluate(documents: dict[str, str], asked: dict[str, str], judged: dict[str, dict[str, int]], family: str, how: str = "words") -> Figures:
    """``how``: ``words``, ``both`` (the best by words ordered anew by meaning), ``meaning`` alone (across languages).

    Only judged queries with something relevant count. Raises BadFile where there is none."""
    names, texts = list(documents), list(documents.values())
    index, began = Index(), time.perf_counter()
    index.add(Entry(at, text, family) for at, text in enumerate(texts))
    took = time.perf_counter() - began
    vectors = meaning.of_passages(texts) if how != "words" else None
    found_ndcg, found_ap, times = [], [], []
    for key, grades in judged.items():
        if key not in asked or not any(grades.values()):
            continue
        began = time.perf_counter()
        hits = _search(index, asked[key], family, how, vectors)
        times.append((time.perf_counter() - began) * 1000)
        ranked = [names[number] for number in hits]
        found_ndcg.append(ndcg_at_10(ranked, grades))
        found_ap.append(average_precision(ranked, grades))
    if not times:
        raise BadFile("No query has a relevant document: check that ids in the files are the same.")
    speed = len(texts) / took
    return Figures(statistics.fmean(found_ndcg), statistics.fmean(found_ap), statistics.median(times), percentile(times, 0.95), speed, len(times), len(texts))


def _search(index: Index, text: str, family: str, how: str, vectors: meaning.Vectors | None) -> list[int]:
    if how == "meaning" and vectors is not None:
        return [int(one) for one in np.argsort(-(vectors @ meaning.of_query(text)), kind="stable")[:DEEP]]
    hits = index.search(queries.build(queries.Asked(queries.question(text), (family,), (family,))), DEEP)
    if how == "both" and vectors is not None:
        top, rest = hits[: meaning.TOP], hits[meaning.TOP :]
        near = vectors[[number for number, _score in top]] @ meaning.of_query(text) if top else ()
        hits = [*meaning.reordered(top, [float(one) for one in near]), *rest]
    return [number for number, _score in hits]


def shown(figures: Figures) -> Iterable[str]:
    yield f"nDCG@10     {figures.ndcg:.4f}"
    yield f"AP          {figures.ap:.4f}"
    yield f"p50/p95     {figures.p50:.2f} / {figures.p95:.2f} ms"
    yield f"passages/s  {figures.speed:.0f}"
    yield f"({figures.queries} judged queries, {figures.documents} passages)"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m egnatia.node.coi.evaluate", description="How well the index of country information finds what judges found."
    )
    for name in ("docs", "queries", "qrels"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--language", required=True, help="of the documents: ISO 639, such as en, ar, sr, fas")
    parser.add_argument("--how", choices=("words", "both", "meaning"), default="words", help="both: words, ordered anew by meaning")
    given = parser.parse_args(arguments)
    try:
        if given.how != "words" and not meaning.available():
            raise BadFile("Install the optional package first: pip install egnatia[meaning].")
        documents, asked, judged = read_texts(given.docs), read_texts(given.queries), read_judgments(given.qrels)
        figures = evaluate(documents, asked, judged, words.family(code(given.language)), given.how)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(shown(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
