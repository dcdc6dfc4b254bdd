"""The index of country information: scripts and spellings as one, what is asked, and the evaluation against judgments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from egnatia.node.coi import evaluate
from egnatia.node.coi.engine import meaning, queries
from egnatia.node.coi.engine.index import Entry, Index
from egnatia.node.coi.text import letters, words

TEXTS = {
    1: ("hbs", "SYNTHETIC. Свако има право да тражи и ужива азил од прогањања у другим земљама."),
    2: ("hbs", "SYNTHETIC. Predsjednik opštine Preševo govorio je o školama."),
    3: ("mkd", "SYNTHETIC. Новинарите беа уапсени по протестот во Скопје."),
    4: ("tur", "SYNTHETIC. Diyarbakır'da gazeteciler IŞIK gazetesi önünde gözaltına alındı."),
    5: ("ara", "SYNTHETIC. اعتُقل الصحفيون بعد الاحتجاجات في العاصمة."),
    6: ("fas", "SYNTHETIC. خبرنگاران پس از اعتراضات در کابل بازداشت شدند."),
    7: ("pus", "SYNTHETIC. خبریالان په کابل کې ونیول شول."),
    8: ("sqi", "SYNTHETIC. Gazetarët u arrestuan pas protestave në Tiranë."),
    9: ("eng", "SYNTHETIC. Journalists were arrested after protests. Al-Shabaab claimed the attack on the ministry."),
    10: ("eng", "SYNTHETIC. The ministry said that the attack on schools was claimed by nobody; journalists wrote of it."),
    11: ("fra", "SYNTHETIC. L'arrestation des journalistes à Alger a été condamnée."),
}


@pytest.fixture(scope="module")
def index() -> Index:
    made = Index()
    told = {9: {"title": "Press freedom", "country": ["SOM"], "language": "eng", "day": 20_000}, 10: {"country": ["AFG"], "language": "eng", "day": 19_000}}
    made.add(Entry(number, text, of, document=f"d{number}", **told.get(number, {})) for number, (of, text) in TEXTS.items())  # type: ignore[arg-type]
    return made


def found(index: Index, text: str, *families: str, **narrow: object) -> list[int]:
    asked = queries.Asked(queries.parse(text), families or ("eng",), families or ("eng",), queries.Narrow(**narrow))  # type: ignore[arg-type]
    return [number for number, _score in index.search(queries.build(asked), 20)]


@pytest.mark.parametrize(
    ("text", "family", "wanted"),
    [
        ("azil od proganjanja", "hbs", 1),
        ("Прешево", "hbs", 2),
        ("Presevo", "hbs", 2),
        ("novinarite uapseni", "mkd", 3),
        ("gazeteci gözaltı", "tur", 4),
        ("DIYARBAKIR", "tur", 4),
        ("diyarbakir", "eng", 4),
        ("الصحفيين", "ara", 5),
        ("اعتقال", "ara", 5),
        ("خبرنگاران‌ کابل", "fas", 6),
        ("خبريالان", "pus", 7),
        ("gazetar arrestuar", "sqi", 8),
        ("arresting journalist", "eng", 9),
        ("journaliste arrestations", "fra", 11),
    ],
)
def test_a_passage_is_found_in_whatever_script_and_ending(index: Index, text: str, family: str, wanted: int) -> None:
    assert found(index, text, family)[0] == wanted


def test_twin_without_folding_the_other_script_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "latin", lambda word: word)
    monkeypatch.setattr(words, "_KNOWN", {})
    plain = Index()
    plain.add([Entry(3, TEXTS[3][1], "mkd")])
    assert found(plain, "novinarite uapseni", "mkd") == []
    monkeypatch.setattr(words, "_KNOWN", {})


def test_vowel_signs_digits_and_joiners_do_not_matter() -> None:
    assert words.term("مُحَمَّد", "ara") == words.term("محمد", "ara")
    assert words.term("٢٠٢٥", "ara").stem == words.term("۲۰۲۵", "fas").stem == "2025"
    assert words.term("می‌روند", "fas").surface == words.term("میروند", "fas").surface
    assert [one.surface for one in words.terms("مُحَمَّد رسول", "ara")] == ["محمد", "رسول"]


def test_words_stand_where_they_say() -> None:
    text = "Ankara'da, al-Shabaab: ٢٠٢٥"
    assert [text[one.start : one.end] for one in words.words(text, "tur")] == ["Ankara", "da", "al", "Shabaab", "٢٠٢٥"]


def test_a_phrase_must_stand_in_a_row_and_near_words_near(index: Index) -> None:
    assert found(index, '"attack on the ministry"') == [9]
    assert found(index, '"ministry attack"') == []
    assert set(found(index, '"ministry attack"~5')) == {9, 10}
    assert found(index, '"attack schools"~1') == [10]
    assert found(index, "«arrested after protests»") == [9]


def test_signs_words_and_the_beginning_of_a_word(index: Index) -> None:
    assert found(index, "journalists -arrested", "eng") == [10]
    assert found(index, "journalists NOT arrested") == [10]
    assert found(index, "ministry AND arrested") == [9]
    assert found(index, "+nobody ministry") == [10]
    assert found(index, "Shabaa*") == [9]
    assert found(index, "+Shabaa* ministry") == [9]
    assert 9 not in found(index, "journalists -Shabaa*")
    assert found(index, "title:freed*") == [9] == found(index, "title:freedom")
    assert found(index, "title:freedom") == [9]
    assert found(index, "title:ministry") == []
    assert found(index, "al-Shabaab")[0] == 9


def test_only_excluded_or_nothing_finds_nothing(index: Index) -> None:
    assert found(index, "-journalists") == found(index, "") == found(index, "··· \0 ---") == []
    # Small words alone are looked for after all.
    assert 9 in found(index, "the of")


def test_results_are_narrowed(index: Index) -> None:
    assert found(index, "journalists", country=["AFG"]) == [10]
    assert found(index, "journalists", since=19_500, until=20_000) == [9]
    assert found(index, "journalists", document=["d10"]) == [10]
    assert found(index, "journalists", language=["arb"]) == []


def test_a_document_is_replaced_and_taken_out(tmp_path: Path) -> None:
    kept = Index(tmp_path / "index")
    kept.add([Entry(1, "old words", "eng", document="a"), Entry(2, "other words", "eng", document="b")])
    kept.add([Entry(3, "new sentences", "eng", document="a")], instead_of=["a"])
    assert found(kept, "words") == [2]
    assert found(kept, "sentences") == [3]
    assert Index(tmp_path / "index").count() == 2


@pytest.mark.parametrize("text", ['"', '""', "~", '"a', "(((", "title:", "+", "*", "a" * 5000, '"x"~99', "OR OR AND NOT", "\u202e"])
def test_whatever_is_typed_is_a_query(index: Index, text: str) -> None:
    found(index, text, "eng", "ara", "hbs")


def _files(folder: Path) -> list[str]:
    (folder / "d.jsonl").write_text("\n".join(json.dumps({"_id": str(number), "text": text}) for number, (_of, text) in TEXTS.items()), encoding="utf-8")
    (folder / "q.jsonl").write_text('{"qid": "1", "query": "arrested \\"no such phrase\\""}\n{"qid": "2", "query": "-schools"}\n', encoding="utf-8")
    (folder / "r.txt").write_text("1 0 9 2\n2 0 10 1\n2 0 77 1\n3 0 1 1\n", encoding="utf-8")
    return ["--docs", str(folder / "d.jsonl"), "--queries", str(folder / "q.jsonl"), "--qrels", str(folder / "r.txt"), "--language", "en"]


def test_the_evaluation_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(_files(tmp_path)) == 0
    told = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if not line.startswith("("))
    # The first query finds its one document first; of the second one of two can be found at all.
    assert 0.8 < float(told["nDCG@10"]) < 0.82
    assert float(told["AP"]) == 0.75
    assert float(told["passages/s"]) > 0


def test_the_evaluation_says_what_is_wrong_with_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = _files(tmp_path)
    (tmp_path / "d.jsonl").write_text('{"id": 1, "text": "a"}\nnot json\n', encoding="utf-8")
    assert evaluate.main(arguments) == 2
    assert "line 2" in capsys.readouterr().err
    (tmp_path / "d.jsonl").write_text('{"id": 1, "text": "a"}\n', encoding="utf-8")
    assert evaluate.main([*arguments[:-1], "no language"]) == 2


def test_ndcg_and_ap_by_hand() -> None:
    assert evaluate.ndcg_at_10(["a", "b"], {"b": 1}) == pytest.approx(0.6309, abs=1e-4)
    assert evaluate.average_precision(["a", "b", "c"], {"a": 1, "c": 1}) == pytest.approx((1 + 2 / 3) / 2)
    assert evaluate.ndcg_at_10(["a"], {}) == 0


def test_what_is_near_in_meaning_comes_first_and_the_rest_stays() -> None:
    hits = [(1, 9.0), (2, 8.5), (3, 1.0)]
    assert [number for number, _score in meaning.reordered(hits, [0.1, 0.9, 0.1])] == [2, 1, 3]
    assert meaning.reordered([], []) == []


@pytest.mark.skipif(not meaning.available(), reason="the optional package is not installed")
def test_meaning_crosses_languages() -> None:
    of = meaning.of_passages([TEXTS[5][1], TEXTS[2][1]])
    near = of @ meaning.of_query("journalists were arrested")
    assert near[0] > near[1]
