"""Our own launcher of PostgreSQL: nothing acknowledged is lost when it is killed, two starts are one, and it leaves nothing behind."""

from __future__ import annotations

import os
import pwd
import signal
from pathlib import Path

import psycopg
import pytest
from tools.environment import VENV
from tools.postgres import Postgres, find_server
from tools.steps import StepFailed


def test_killed_and_started_again_it_has_what_it_acknowledged(tmp_path: Path) -> None:
    users = [one.pw_name for one in pwd.getpwall()]
    server = Postgres(tmp_path / "pg", VENV).start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as found:
            found.execute("CREATE TABLE kept (number int)")
            for number in range(50):
                found.execute("INSERT INTO kept VALUES (%s)", (number,))
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        again = Postgres(tmp_path / "pg", VENV).start()
        assert again.start().pid() == again.pid() != pid
        with psycopg.connect(again.url()) as found:
            assert found.execute("SELECT count(*) FROM kept").fetchone() == (50,)
    finally:
        server.stop()
    assert not server.ready()
    assert users == [one.pw_name for one in pwd.getpwall()]
    assert (tmp_path / "pg" / "data").stat().st_mode & 0o077 == 0


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    server = Postgres(tmp_path / ("x" * 60) / ("y" * 60), VENV)
    assert len(str(server.socket)) < 80
    assert server.socket.stat().st_mode & 0o077 == 0


def test_a_wrong_choice_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGNATIA_PG_BIN", str(tmp_path))
    with pytest.raises(StepFailed, match="no server") as caught:
        find_server(VENV)
    assert "EGNATIA_PG_BIN" in caught.value.advice
