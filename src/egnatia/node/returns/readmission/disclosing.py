"""What another state may be told of somebody, field by field, through the one gate of the program. No field of it comes from a claim.

Whoever ever asked for protection: to any state the least identity alone, and nothing at all while a claim, an appeal or a status stands;
that holds after a final decision too (Reg. (EU) 2024/1348 art. 7(2); FR-05).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.persons import SEX_LABELS, Sex
from egnatia.kernel.disclose import Permission, Recipient, covered, disclose
from egnatia.kernel.models import CaseFile
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.registration import selectors as registration
from egnatia.node.returns import gates, selectors
from egnatia.node.returns.models import MINIMAL, Datum, Evidence, Readmission, ToldAbroad
from egnatia.node.returns.readmission import selectors as readmissions

WHAT = "readmission.told"


def ever_asked(person: UUID) -> bool:
    """Whether somebody ever asked for protection here, whatever became of it."""
    with seeing_all():
        temporary = CaseFile.objects.filter(subject=person, procedure="temporary_protection").exists()
        return temporary or registration.has_wish(person)


def profile(one: Readmission) -> frozenset[str]:
    """What this state ever needs to know of this person."""
    return frozenset({*MINIMAL, Datum.TRAVEL}) if ever_asked(one.person_id) else frozenset(Datum.values)


def permission(one: Readmission, items: Iterable[str]) -> Permission:
    """An agreement that is in force, a return that is not stopped, and nobody who asks for protection: asked again each time something leaves."""
    today = moment.today()
    with seeing_all():
        back = readmissions.return_of(one.case)
        stands = (
            any(each.pk == one.agreement_id for each in readmissions.usable(today))
            and back is not None
            and back.case.state in selectors.ENFORCING
            and not gates.asks_for_protection(one.person_id)
        )
    return Permission(frozenset(items), today, stands=stands)


def recipient(one: Readmission) -> Recipient:
    return Recipient(f"READMISSION {one.requested}", profile(one), country=one.requested, ground=f"AGREEMENT {one.agreement_id}")


def allowed(one: Readmission, items: Iterable[str]) -> frozenset[str]:
    return covered(permission(one, items), recipient(one))


def _readers(one: Readmission) -> dict[str, Callable[[UUID], Any]]:
    """How each field is read; called inside the gate alone."""

    def stated(key: UUID) -> Any:
        return people.stated(Person.objects.get(pk=key))

    def person(key: UUID) -> Person:
        return Person.objects.get(pk=key)

    return {
        Datum.NAME: lambda key: " · ".join(part for part in (stated(key).full_name, stated(key).original_script) if part),
        Datum.BIRTH: lambda key: " · ".join(part for part in (stated(key).date_of_birth, stated(key).place_of_birth) if part),
        Datum.SEX: lambda key: str(SEX_LABELS[Sex(person(key).sex)]),
        Datum.NATIONALITY: lambda key: countries.name(person(key).citizenship),
        Datum.DOCUMENT: lambda key: ", ".join(f"{each.issuer} {each.number}" for each in people.documents(person(key))),
        Datum.LANGUAGE: lambda key: languages.name(person(key).language),
        Datum.PARENTS: lambda key: stated(key).father_name or "",
        Datum.EVIDENCE: lambda key: [f"{each.kind.title}: {each.text}" for each in Evidence.objects.filter(case=one.pk).select_related("kind")],
        Datum.CARE: lambda key: one.care or "",
        Datum.SECURITY: lambda key: one.security or "",
        Datum.MINORS: lambda key: str(one.minors),
        Datum.TRAVEL: lambda key: f"{one.transfer_on} {one.transfer_place}",
    }


def tell(case: CaseFile, one: Readmission, kind: ToldAbroad.Kind, items: Iterable[str], actor: Actor) -> None:
    """Raises NothingToDisclose, with its line in the log. What left is kept as it left."""
    found = disclose(
        actor,
        WHAT,
        purpose=Purpose.RETURN,
        case_id=case.pk,
        subject=one.person_id,
        permission=permission(one, items),
        recipient=recipient(one),
        readers=_readers(one),
    )
    content = json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False)
    ToldAbroad(
        case=case, person_id=one.person_id, kind=kind, country=one.requested, items=sorted(found), content=content, by_name=actor.name, at=moment.now()
    ).save(force_insert=True)
