"""One internal record for each person and category, in batches: what the profiles read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from egnatia.kernel.codes.persons import Sex
from egnatia.kernel.models import Event
from egnatia.kernel.store import keys
from egnatia.node.border.models import BorderAct, Kind
from egnatia.node.people.models import ClaimedIdentity, TravelDocument
from egnatia.node.people.selectors import last_stated
from egnatia.node.registration.models import Registration, TemporaryProtection
from egnatia.node.screening.models import Reason, Screening, Step, StepDone

BATCH = 2_000
_SEX = {Sex.MALE: "M", Sex.FEMALE: "F"}
Record = dict[str, Any]


def sources() -> dict[str, tuple[QuerySet[Any], str, str]]:
    """Category → (its rows, the field that dates the event, the field that places it). Categories that no record falls under are empty."""
    screened = {"IRREG_CROSSING": Reason.UNAUTH_CROSSING, "ILLEGAL_STAY": Reason.ILLEGAL_STAY, "SAR": Reason.SAR}
    refused = BorderAct.objects.filter(kind=Kind.REFUSAL, decided_at__isnull=False)
    return {
        "IP_APPLICANT": (Registration.objects.all(), "registered_at", ""),
        **{category: (Screening.objects.filter(reason=reason), "arrived_at", "place") for category, reason in screened.items()},
        "TEMP_PROT": (TemporaryProtection.objects.all(), "case__opened_at", "province"),
        "REFUSED_ENTRY": (refused, "decided_at", "place"),
        **{name: (Registration.objects.none(), "registered_at", "") for name in NO_RECORDS},
    }


NO_RECORDS = ("RESETTLE_CHECK", "RESETTLED_UNION", "RESETTLE_REFUSED", "RESETTLED_NATIONAL", "VISA_APPLICANT")


def count(category: str) -> int:
    return sources()[category][0].count()


def batch(category: str, after: UUID | None) -> tuple[list[Record], UUID | None]:
    """The next records after a key, and the last key read (None: no more). In the caller's transaction, so that each batch ends its own.

    Under the age of six nobody falls under a biometric category (Reg. (EU) 2024/1358 art. 14).
    """
    rows, at, place = sources()[category]
    fields = ("pk", "case_id", "case__number", "person_id", at, *((place,) if place else ()), *(("grounds",) if category == "REFUSED_ENTRY" else ()))
    found = list((rows.filter(pk__gt=after) if after else rows).order_by("pk").values(*fields)[:BATCH])
    if not found:
        return [], None
    return [record for record in _batch(found, at, place) if not _too_young(record)], found[-1]["pk"]


def _too_young(record: Record) -> bool:
    born = record["identity.birth"]
    return bool(born) and timezone.localdate().year - int(born[:4]) < 6


def _day(value: datetime | date | None) -> str | None:
    if value is None:
        return None
    return f"{timezone.localtime(value):%Y-%m-%d}" if isinstance(value, datetime) else value.isoformat()


def _batch(rows: list[dict[str, Any]], at: str, place: str) -> Iterator[Record]:
    people = {row["person_id"] for row in rows}
    keys.fetch(people)
    identities: dict[UUID, list[ClaimedIdentity]] = {}
    needed = ("person", "source", "family_name", "given_names", "date_of_birth", "place_of_birth", "citizenship", "sex")
    for one in ClaimedIdentity.objects.filter(person__in=people).only(*needed).order_by("recorded_at"):
        identities.setdefault(one.person_id, []).append(one)
    documents = {one.person_id: one for one in TravelDocument.objects.filter(person__in=people).order_by("recorded_at")}
    taken = StepDone.objects.filter(step=Step.BIOREG, outcome="TAKEN", case__subject__in=people).values_list("case__subject", "at")
    biometrics = dict(taken)
    operators = dict(Event.objects.filter(case__in={row["case_id"] for row in rows}).order_by("-sequence").values_list("case", "actor_id"))
    for row in rows:
        person = row["person_id"]
        known, document = identities.get(person, []), documents.get(person)
        main = last_stated(known) if known else None
        others = [one for one in known if one is not main]
        yield {
            "identity.surnames": main.family_name if main else None,
            "identity.forenames": main.given_names if main else None,
            "identity.others": [f"{one.family_name} {one.given_names}".strip() for one in others],
            "identity.nationality": main.citizenship if main else None,
            "identity.birth": main.date_of_birth if main else None,
            "identity.birthplace": main.place_of_birth if main else None,
            "identity.sex": _SEX.get(Sex(main.sex), "X") if main else None,
            "event.state": settings.EGNATIA_COUNTRY,
            "event.place": row[place] if place else settings.EGNATIA_COUNTRY,
            "event.date": _day(row[at]),
            "document.type": document.mrz_format if document else None,
            "document.number": document.number if document else None,
            "document.issuer": document.issuer if document else None,
            "document.expiry": _day(document.expires) if document else None,
            "document.copy": None,  # no scans are kept yet
            "reference": row["case__number"],
            # The containers stay with the authority that takes them: whether they were taken is what is known here.
            "biometrics.fingers": person in biometrics,
            "biometrics.face": person in biometrics,
            "biometrics.taken_on": _day(biometrics.get(person)),
            "operator": str(operators.get(row["case_id"]) or ""),
            "refusal.grounds": row.get("grounds"),
        }
