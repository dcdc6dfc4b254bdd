"""The short form of benchmarks/kill9.py: nothing acknowledged is lost; without durable commits the harness finds the loss."""

from __future__ import annotations

from benchmarks import kill9


def test_nothing_acknowledged_is_lost_doubled_or_unlogged() -> None:
    found = kill9.run(200, 4, sync_off=False)
    assert len(found.acknowledged) >= 200
    assert found.kills["database"] >= 2
    assert (found.lost, found.doubled, found.unlogged) == (0, 0, 0)


def test_broken_twin_acknowledged_before_written_is_found() -> None:
    assert kill9.run(120, 2, sync_off=True).lost > 0
