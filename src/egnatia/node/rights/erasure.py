"""Erasing records whose period has passed: rows, the person's key with the last record, and a line that tells a restored backup to do it again.

Events and claimed identities can only be added by the program; two functions of the database, owned by the owner role, remove them, and only
for a case whose erasure is recorded, and a person without any case (migration 0002).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db import connection

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.models import CaseFile
from egnatia.node.rights import retention
from egnatia.node.rights.models import Erasure
from egnatia.node.rights.retention import Record

# Cases that are a person's records; all others follow the person.
RECORDS = ("screening", "registration", "temporary_protection", "border_act", "false_document", "facilitation")


def run() -> int:
    """Erase what is due, each record in a transaction of its own; returns how many. What stays is shown on the page with its reason."""
    with acting_as(SYSTEM):
        found = [one for one in retention.due() if not one.stays]
    return sum(_erase(one) for one in found)


def _erase(record: Record) -> bool:
    with acting_as(SYSTEM):
        case = CaseFile.objects.select_for_update().filter(pk=record.case_id, closed=True).first()
        # Opened or held again since the list was made.
        if case is None or retention.held_among([record.person_id], moment.today()):
            return False
        _remove(case, record)
        _with_person(record.person_id)
    return True


def _remove(case: CaseFile, record: Record | None) -> None:
    known = {"category": record.category, "recorded_on": record.since.date(), "rule": record.rule, "because": record.because} if record else {}
    Erasure.objects.create(**{"category": "WITH_PERSON", "because": "PERSON", **known}, case_id=case.pk, at=moment.now())
    log.write(SYSTEM, log.Operation.ERASE, "rights.erase", purpose=Purpose.DATA_PROTECTION, case_id=case.pk)
    _note_for_backups(case.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights_erase_case(%s)", [case.pk])


def _with_person(person: UUID) -> None:
    """Whoever has no record and no open case left is erased whole, with the key that every sealed field needs."""
    cases = list(CaseFile.objects.select_for_update().filter(subject=person))
    if any(one.procedure in RECORDS or (not one.closed and one.procedure != "keeping") for one in cases):
        return
    for one in cases:
        _remove(one, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights_erase_person(%s)", [person])


def _note_for_backups(case_id: UUID) -> None:
    """Outside the database: a backup that is restored holds the case again, and ``erase --again`` reads this."""
    line = json.dumps({"case": str(case_id), "at": moment.now().isoformat()}) + "\n"
    handle = os.open(settings.EGNATIA_DATA / "erased.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _noted() -> Iterator[UUID]:
    path = settings.EGNATIA_DATA / "erased.jsonl"
    for line in path.read_text().splitlines() if path.exists() else ():
        yield UUID(json.loads(line)["case"])


def again() -> int:
    """After a backup was restored: erase what had been erased since it was made. Returns how many."""
    done = 0
    for case_id in dict.fromkeys(_noted()):
        with acting_as(SYSTEM):
            case = CaseFile.objects.select_for_update().filter(pk=case_id).first()
            if case is None:
                continue
            person = case.subject
            _remove(case, None)
            if person is not None:
                _with_person(person)
            done += 1
    return done
