"""Erasing records whose period has passed: rows, the person's key with the last record, and a line that tells a restored backup to do it again.

Events and claimed identities can only be added by the program; two functions of the database, owned by the owner role, remove them, and only
for a case whose erasure is recorded, and a person without any case (migration 0002).
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.models import CaseFile
from egnatia.node.people.models import Person
from egnatia.node.rights import retention
from egnatia.node.rights.models import Erasure
from egnatia.node.rights.retention import Record

logger = logging.getLogger(__name__)
# Cases that are a person's records; all others follow the person.
RECORDS = ("screening", "registration", "temporary_protection", "border_act", "false_document", "facilitation")
# A case that keeps its person from being erased whole.
_KEEPS = Q(procedure__in=RECORDS) | (Q(closed=False) & ~Q(procedure="keeping"))


def run() -> int:
    """Erase what is due, each record in a transaction of its own; returns how many. What stays is shown on the page with its reason.

    One that fails holds up no other: it is logged by its case's id, and the next night tries it again.
    """
    with acting_as(SYSTEM):
        found = [one for one in retention.due() if not one.stays]
    done = sum(_tried(one.case_id, lambda one=one: _erase(one)) for one in found)  # type: ignore[misc]
    with acting_as(SYSTEM):
        left = list(_without_record()[:1000])
    for person in left:
        _tried(person, lambda person=person: _whole(person))  # type: ignore[misc]
    return done


def _tried(which: UUID, erase: Callable[[], bool]) -> bool:
    try:
        return erase()
    except Exception as problem:
        # Its text may hold what was to be erased.
        logger.error("an erasure failed: %s of %s", type(problem).__name__, which)
        return False


def _without_record() -> QuerySet[Any]:
    """Persons whose last record went on a night when another case of theirs was still open."""
    own = CaseFile.objects.filter(subject=OuterRef("pk"))
    return Person.objects.filter(~Exists(own.filter(_KEEPS)), recorded_at__lt=moment.now() - timedelta(days=1)).values_list("pk", flat=True)


def _whole(person: UUID) -> bool:
    with acting_as(SYSTEM):
        return _with_person(person)


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
    Erasure.objects.get_or_create(case_id=case.pk, defaults={"category": "WITH_PERSON", "because": "PERSON", **known, "at": moment.now()})
    log.write(SYSTEM, log.Operation.ERASE, "rights.erase", purpose=Purpose.DATA_PROTECTION, case_id=case.pk)
    _note_for_backups(case.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights_erase_case(%s)", [case.pk])


def _with_person(person: UUID) -> bool:
    """Whoever has no record and no open case left is erased whole, with the key that every sealed field needs; not while a hold stands."""
    cases = list(CaseFile.objects.select_for_update().filter(subject=person))
    if CaseFile.objects.filter(_KEEPS, subject=person).exists() or retention.held_among([person], moment.today()):
        return False
    for one in cases:
        _remove(one, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights_erase_person(%s)", [person])
    return True


def _note_for_backups(case_id: UUID) -> None:
    """Outside the database: a backup that is restored holds the case again, and ``erase --again`` reads this.

    Written before the commit, so that none is missing; a line of an erasure that failed does no harm: it was due, and ``again`` looks first.
    """
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


def again() -> tuple[int, list[UUID]]:
    """After a backup was restored: erase what had been erased since it was made. Returns how many, and cases that are open or held in it: they stay."""
    done, stays = 0, []
    for case_id in dict.fromkeys(_noted()):
        with acting_as(SYSTEM):
            case = CaseFile.objects.select_for_update().filter(pk=case_id).first()
            if case is None or case.subject is None:
                continue
            if (not case.closed and case.procedure != "keeping") or retention.held_among([case.subject], moment.today()):
                stays.append(case_id)
                continue
            person = case.subject
            _remove(case, None)
            _with_person(person)
            done += 1
    return done, stays
