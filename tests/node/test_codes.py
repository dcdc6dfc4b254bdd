from __future__ import annotations

from datetime import date

import pytest

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.dates import BadDate, Calendar, PartialDate, Precision
from egnatia.kernel.codes.persons import age_band, script_of


@pytest.mark.parametrize("alias", ["XK", "XKX", "XXK", "RKS", "UNK", "xk"])
def test_every_alias_of_kosovo_is_one_code_with_its_asterisk(alias: str) -> None:
    assert countries.alpha3(alias) == "XKX"
    assert countries.name("XKX").endswith("*")


@pytest.mark.parametrize(("text", "code"), [("AF", "AFG"), ("afg", "AFG"), ("D", "DEU"), ("XXA", "XXA"), ("MK", "MKD"), ("TR", "TUR")])
def test_countries(text: str, code: str) -> None:
    assert countries.alpha3(text) == code


def test_a_wrong_country_says_what_to_use() -> None:
    with pytest.raises(countries.UnknownCode, match="ISO 3166-1"):
        countries.alpha3("Narnia")


def test_states_that_are_gone_cannot_be_a_nationality() -> None:
    assert countries.table()["YUG"].until is not None
    assert "YUG" not in dict(countries.nationality_choices())
    assert "XKX" in dict(countries.nationality_choices())


def test_languages_of_interpreter_work_are_individual_ones() -> None:
    assert {"prs", "pes", "pbu", "apc", "kmr", "ckb", "cnr"} <= set(dict(languages.choices()))
    assert languages.code("sq") == "sqi"
    assert all(languages.code(one) == one for one in languages.WORKING)
    with pytest.raises(countries.UnknownCode):
        languages.code("klingonish")


@pytest.mark.parametrize(
    ("calendar", "told", "gregorian"),
    [
        (Calendar.SOLAR_HIJRI, (1375, 1, 1), date(1996, 3, 20)),
        (Calendar.SOLAR_HIJRI, (1403, 1, 1), date(2024, 3, 20)),
        (Calendar.SOLAR_HIJRI, (1404, 12, 29), date(2026, 3, 20)),
        (Calendar.SOLAR_HIJRI, (1403, 12, 30), date(2025, 3, 20)),
        (Calendar.HIJRI, (1400, 1, 1), date(1979, 11, 21)),
    ],
)
def test_other_calendars(calendar: Calendar, told: tuple[int, int, int], gregorian: date) -> None:
    found = PartialDate.from_parts(*told, calendar)
    # The tabular Islamic calendar may differ from the sighted one by a day.
    assert abs((date(found.year or 1, found.month or 1, found.day or 1) - gregorian).days) <= (1 if calendar is Calendar.HIJRI else 0)
    assert found.told == f"{told[0]}-{told[1]:02d}-{told[2]:02d}"


@pytest.mark.parametrize(
    ("parts", "message"), [((None, 5, None), "year"), ((1990, None, 3), "month"), ((1990, 13, None), "1 to 12"), ((1990, 2, 30), "no such day")]
)
def test_half_dates_say_what_is_missing(parts: tuple[int | None, ...], message: str) -> None:
    with pytest.raises(BadDate, match=message):
        PartialDate.from_parts(*parts)


def test_doubt_about_an_age_counts_for_the_child() -> None:
    today = date(2026, 11, 22)
    assert PartialDate.from_parts(2008).age_on(today) == 17
    assert PartialDate.from_parts(2008, 11).age_on(today) == 17
    assert PartialDate.from_parts(2008, 11, 22).age_on(today) == 18
    assert PartialDate().age_on(today) is None
    assert PartialDate().precision is Precision.UNKNOWN


@pytest.mark.parametrize(("age", "band"), [(0, "Y_LT14"), (13, "Y_LT14"), (14, "Y14-17"), (17, "Y14-17"), (18, "Y18-34"), (65, "Y_GE65"), (None, "UNK")])
def test_age_bands(age: int | None, band: str) -> None:
    assert age_band(age) == band


def test_scripts() -> None:
    assert [script_of(one) for one in ("نصیر", "Милан", "Nasir", "ተስፋይ", "12")] == ["Arab", "Cyrl", "Latn", "Ethi", "Zyyy"]
