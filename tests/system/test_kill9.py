"""The short form of benchmarks/kill9.py: nothing acknowledged is lost; without durable commits the harness finds the loss."""

from __future__ import annotations

import pytest
from benchmarks import blows, kill9


def test_nothing_acknowledged_is_lost_doubled_or_unlogged() -> None:
    found = kill9.run(200, 4)
    assert len(found.acknowledged) >= 200
    assert found.kills["database"] >= 2
    assert found.cut > 10
    assert (found.lost, found.doubled, found.unlogged) == (0, 0, 0)


def test_a_full_disk_is_told_and_loses_nothing() -> None:
    try:
        found = kill9.run(90, 2, disk_full=True)
    except blows.NoSmallDisk as reason:
        pytest.skip(str(reason))
    assert found.kills["disk"] == 2
    assert found.said_later > 0
    assert (found.lost, found.doubled, found.unlogged) == (0, 0, 0)


def test_broken_twin_acknowledged_before_written_is_found() -> None:
    assert kill9.run(120, 2, sync_off=True).lost > 0
