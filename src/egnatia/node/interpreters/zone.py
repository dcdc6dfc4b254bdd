"""This country's clock and the pool's: Türkiye is an hour or two ahead of the other six. Staff read and write their own; the pool is told its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from egnatia.kernel.codes import pool


def _ahead(day: date) -> int:
    """Minutes that this country is ahead of the pool on a day."""
    noon = datetime(day.year, day.month, day.day, 12)
    here, there = timezone.make_aware(noon), noon.replace(tzinfo=pool.ZONE)
    return round((there - here) / timedelta(minutes=1))


def to_pool(day: date, minute: int) -> int:
    """A minute of the day here as the pool's; what would be on another day ends at midnight."""
    return min(max(minute - _ahead(day), 0), pool.DAY)


def to_here(day: date, minute: int) -> int:
    return min(max(minute + _ahead(day), 0), pool.DAY)


def clock(day: date, minute: int) -> str:
    """A minute of the pool's day as the clock here shows it."""
    return pool.clock(to_here(day, minute))
