"""Published files: read as published, or refused with line and column and nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from egnatia.hub.statistics import selectors, series
from egnatia.hub.statistics.importing import import_file
from egnatia.hub.statistics.models import HistoryPoint, ImportedFile
from egnatia.kernel.access.actor import Actor

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
here = pytest.mark.skipif(not DATA.exists(), reason="the published files are not on this machine")
FRONTEX = b"route,border_type,citizen_iso3,month,detections\nWestern Balkan Route,Land,AFG,2015-10,41\nWestern Balkan Route,Land,SYR,2015-11,7\n"

REAL = [
    (
        "frontex/frontex_ibc_monthly_2009-01_2025-04.csv",
        "frontex_ibc",
        34_273,
        [
            ("Central Mediterranean Route", "BGD", "2009-03", 108),
            ("Central Mediterranean Route", "BGD", "2011-05", 743),
            ("Central Mediterranean Route", "BGD", "2009-01", 41),
        ],
    ),
    (
        "eurostat/migr_asyappctzm_1_Data.csv",
        "migr_asyappctzm",
        3_026,
        [
            ("European Union (28 countries)", "Total", "2008-01", 18_420),
            ("European Union (28 countries)", "Total", "2008-02", 16_980),
            ("European Union (28 countries)", "Total", "2008-06", 17_635),
        ],
    ),
    (
        "eurostat/migr_eirfs_Data_allcitizenships.csv",
        "migr_eirfs",
        28_710,
        [
            ("European Union (28 countries)", "Croatia", "2012", 3_675),
            ("European Union (28 countries)", "Iceland", "2012", 0),
            ("European Union (28 countries)", "Montenegro", "2012", 270),
        ],
    ),
    ("eurostat/sdmxcsv_asylum_applicants_total.csv", "migr_asyappctza", 1_080, [("AT", "TOTAL", "2008", 12_750), ("AT", "TOTAL", "2009", 15_815)]),
    (
        "eurostat/sdmxcsv_migrants_refused_entry_at_the_border.csv",
        "migr_eirfs",
        327,
        [("Austria", "Total", "2014", 455), ("Austria", "Total", "2017", 740), ("Austria", "Total", "2020", 310)],
    ),
]


@here
@pytest.mark.parametrize(("name", "dataset", "rows", "spots"), REAL)
def test_published_files_are_read_as_published(db: None, name: str, dataset: str, rows: int, spots: list[tuple[str, str, str, int]]) -> None:
    path = DATA / name
    file, new = import_file(path.read_bytes(), path.name)
    assert (file.dataset, file.rows, new, HistoryPoint.objects.filter(file=file).count()) == (dataset, rows, True, rows)
    for area, citizen, period, value in spots:
        assert value in set(HistoryPoint.objects.filter(file=file, area=area, citizen=citizen, period=period).values_list("value", flat=True))
    assert import_file(path.read_bytes(), path.name) == (file, False)


@here
def test_years_of_the_route_equal_the_file(db: None, analyst: Actor) -> None:
    path = DATA / "frontex/frontex_ibc_monthly_2009-01_2025-04.csv"
    import_file(path.read_bytes(), path.name)
    _file, years = selectors.history_by_year(analyst, "frontex_ibc", ("Western Balkan Route",))
    assert {year: years[year]["Western Balkan Route"] for year in ("2015", "2018", "2022")} == {"2015": 764_033, "2018": 5_844, "2022": 144_118}


@here
def test_unhcr_keeps_unknown_apart_from_kosovo(db: None) -> None:
    path = DATA / "unhcr/asylum_applications.csv"
    file, _new = import_file(path.read_bytes(), path.name)
    assert file.rows == sum(1 for _line in path.open(encoding="utf-8")) - 1
    assert HistoryPoint.objects.filter(file=file, citizen="UNK").exists()
    assert not HistoryPoint.objects.filter(file=file, citizen="XKX").exists()


BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b"\n \n", "empty"),
    "a header alone": (FRONTEX.split(b"\n")[0] + b"\n", "no rows"),
    "no known columns": (b"a,b,c\n1,2,3\n", "line 1: no known columns"),
    "cut in the last line": (FRONTEX[:-4], "line 3.*cut off"),
    "a line cut short": (FRONTEX.replace(b",SYR,2015-11,7", b",SYR"), "line 3, column month: 3 columns, not 5"),
    "a bad code": (FRONTEX.replace(b"SYR", b"QQQ"), "line 3, column citizen_iso3"),
    "a negative count": (FRONTEX.replace(b",7\n", b",-7\n"), "line 3, column detections"),
    "a word for a count": (FRONTEX.replace(b",41\n", b",many\n"), "line 2, column detections"),
    "no month": (FRONTEX.replace(b"2015-10", b"2015-19"), "line 2, column month"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "no text file"),
    "an open quote": (FRONTEX + b'"Western', "line"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_where_and_changes_nothing(db: None, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data, message = BROKEN[name]
    with pytest.raises(series.BadFile, match=message):
        series.read(data, "broken.csv")
    good = tmp_path / "good.csv"
    good.write_bytes(FRONTEX)
    call_command("import_series", good)
    before = (ImportedFile.objects.count(), HistoryPoint.objects.count())
    bad = tmp_path / "broken.csv"
    bad.write_bytes(data)
    with pytest.raises(CommandError, match="1 file"):
        call_command("import_series", bad)
    assert (ImportedFile.objects.count(), HistoryPoint.objects.count()) == before == (1, 2)
    assert "Nothing of this file was stored" in capsys.readouterr().err


def test_a_newer_file_is_a_new_vintage(db: None, analyst: Actor) -> None:
    import_file(FRONTEX, "first.csv")
    import_file(FRONTEX.replace(b",41\n", b",43\n"), "second.csv")
    assert ImportedFile.objects.count() == 2
    file, years = selectors.history_by_year(analyst, "frontex_ibc", ("Western Balkan Route",))
    assert file is not None
    assert (file.name, years["2015"]["Western Balkan Route"]) == ("second.csv", 50)


def test_values_that_are_not_available_are_not_zero(db: None) -> None:
    data = b'"TIME","GEO","CITIZEN","UNIT","Value"\n"2012","Serbia","Total","Person",":"\n"2013","Serbia","Total","Person","1,405"\n'
    found = series.read(data, "migr_eirtn_Data.csv")
    assert [(one.value, found.dataset) for one in found.points] == [(None, "migr_eirtn"), (1405, "migr_eirtn")]
