"""Each released schema, with data, comes to the present version: nothing is lost, names open, rights hold."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from tools import environment, provision
from tools.deployments import Deployment

RELEASED = Path(__file__).parent / "released"
MANAGE = Path(__file__).resolve().parent.parent.parent / "tools" / "manage.py"
SERVER = os.environ["EGNATIA_TEST_SERVER"]
# Tables that stand in another room by now, and how their rows are counted there.
MOVED = {
    "exchange_packer": sql.SQL("SELECT count(*) FROM exchange_numbering"),
    "screening_information": sql.SQL("SELECT count(*) FROM information_told WHERE step = 'SCREENING'"),
    "referral_referral": sql.SQL("SELECT (SELECT count(*) FROM referral_referral) + (SELECT count(*) FROM referral_handover)"),
}
READ = """
import json
from django.db import connection
from egnatia.kernel import cases
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.node.demo.story import accounts
from egnatia.node.people.models import ClaimedIdentity
told = {}
with acting_as(SYSTEM):
    told["names"] = [one.family_name for one in ClaimedIdentity.objects.all()]
    told["open"] = CaseFile.objects.filter(closed=False).exclude(procedure="account").count()
    told["wrong_due"] = sum(
        one.due_at != min(ClockRow.objects.filter(case=one, state="OPEN").values_list("due_at", flat=True), default=None)
        for one in CaseFile.objects.filter(closed=False).exclude(procedure="account"))
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM pg_policies WHERE qual LIKE '%% IN ( SELECT kernel_grant%%'")
    told["old_policies"] = cursor.fetchone()[0]
seen = {}
for who in ("officer", "officer2", "statistician"):
    actor = accounts()[who]
    with acting_as(actor):
        seen[who] = CaseFile.objects.filter(procedure="screening").count()
        cases.queue(actor, cases.Wanted())
told["seen"] = seen
print("TOLD" + json.dumps(told))
"""


def _rows(url: str, tables: dict[str, int], moved: dict[str, sql.SQL] = {}) -> dict[str, int]:  # noqa: B006
    with psycopg.connect(url) as connection:
        found = {}
        for table in tables:
            row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)) if table not in moved else moved[table]).fetchone()
            assert row is not None
            found[table] = int(row[0])
        return found


@pytest.fixture(scope="module", params=sorted(one.name for one in RELEASED.iterdir() if one.is_dir()))
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deployment, dict[str, Any], dict[str, int]]]:
    """(deployment at the present version, what the fixture says, rows before)."""
    folder = RELEASED / request.param
    expected = json.loads((folder / "expected.json").read_text())
    one = Deployment("node", "SRB", 0, SERVER, tmp_path_factory.mktemp("upgrade"), 0, prefix="upgrade")
    (one.data / "keys").mkdir(parents=True, mode=0o700)
    shutil.copy(folder / "root.key", one.data / "keys" / "root.key")
    (one.data / "keys" / "root.key").chmod(0o600)
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(one.database)))
    provision.provision(SERVER, [one.database])
    to = [["migrate", app, name, "--verbosity", "0"] for app, name in expected["migrations"].items()]
    _manage(one, "shell", "--no-imports", "-c", f"from django.core.management import call_command\nfor one in {to}: call_command(*one)")
    with psycopg.connect(one_url(one)) as connection:
        connection.execute("SET session_replication_role = replica")  # rows in any order
        connection.execute(gzip.decompress((folder / "data.sql.gz").read_bytes()).decode())
    before = _rows(one_url(one), expected["rows"])
    _manage(one, "prepare")
    yield one, expected, before
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(one.database)))


def one_url(one: Deployment) -> str:
    from tools.deployments import with_database

    return with_database(SERVER, one.database)


def _manage(one: Deployment, *words: str, owner: bool = True) -> str:
    done = subprocess.run([str(environment.PYTHON), str(MANAGE), *words], env=one.env(owner=owner), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_released_schema_with_data_comes_to_the_present_one(upgraded: tuple[Deployment, dict[str, Any], dict[str, int]]) -> None:
    one, expected, before = upgraded
    assert before == expected["rows"]
    # What set-up itself adds on top: law, units and records of staff; everything else is as it was.
    grows = {
        table for table in before if table.startswith("kernel_") and table not in {"kernel_subjectkey", "kernel_gaterecord", "kernel_clockrow", "kernel_task"}
    }
    after = _rows(one_url(one), expected["rows"], MOVED)
    assert {table: count for table, count in after.items() if table not in grows} == {table: count for table, count in before.items() if table not in grows}
    assert all(after[table] >= before[table] for table in grows)
    told = json.loads(_manage(one, "shell", "--no-imports", "-c", READ, owner=False).partition("TOLD")[2])
    assert len(told["names"]) == expected["rows"]["people_claimedidentity"]
    assert all(told["names"])
    assert told["open"] == expected["open_cases"]
    assert told["wrong_due"] == 0
    assert told["old_policies"] == 0
    assert told["seen"]["officer"] + told["seen"]["officer2"] == expected["rows"]["screening_screening"]
    assert told["seen"]["statistician"] == 0


def test_broken_twin_a_lost_row_is_noticed(upgraded: tuple[Deployment, dict[str, Any], dict[str, int]]) -> None:
    one, expected, before = upgraded
    with psycopg.connect(one_url(one)) as connection:
        connection.execute("DELETE FROM people_namekey WHERE id = (SELECT id FROM people_namekey LIMIT 1)")
    assert _rows(one_url(one), expected["rows"], MOVED)["people_namekey"] == before["people_namekey"] - 1
