"""What a referral shows to its receiver: field by field, through the disclosure gate, and nothing once the permission ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.persons import SEX_LABELS, Sex
from egnatia.kernel.disclose import Permission, Recipient, covered, disclose
from egnatia.kernel.models import ClockRow
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.models import Category
from egnatia.node.referral.models import Consent, Override, Referral
from egnatia.node.referral.pathways import PROFILES, Field
from egnatia.node.registration import selectors as registration

WHAT = "referral.disclosed"
# What rooms above know: whether somebody asks for protection here, or has it.
seeks_protection: list[Callable[[UUID], bool]] = []


def fled(person: UUID, country: str) -> bool:
    """Whether nobody of a state is told anything of somebody: it is theirs, and they ask for protection from it, have it, or were trafficked (FR-05)."""
    with seeing_all():
        if Person.objects.values_list("citizenship", flat=True).get(pk=person) != country:
            return False
        asks = registration.waits_to_be_registered(person) or any(one(person) for one in seeks_protection)
        return asks or protection.has_open(person, Category.VOT)


def permission_of(referral: Referral) -> Permission | None:
    """What covers this referral to this service today: the newest agreement, or another ground that nobody refused."""
    if referral.ended_at is not None:
        return None
    with seeing_all():
        consent = Consent.objects.filter(case=referral.pk).order_by("-at").first()
        if consent and consent.withdrawn_at is None and consent.service_id == referral.service_id:
            return Permission(frozenset(consent.scope), consent.until, stands=True)
        # Who took an agreement back is not overruled by an older ground.
        one = Override.objects.filter(case=referral.pk).exclude(approved=False).order_by("-proposed_at").first()
        if one and not (consent and consent.withdrawn_at and consent.withdrawn_at > one.proposed_at):
            # What went out in an emergency is shown no longer than a second person may take to look at it.
            overdue = ClockRow.objects.filter(case=referral.pk, code="OVERRIDE_REVIEW").exclude(state=ClockRow.State.MET).filter(due_at__lte=moment.now())
            return Permission(frozenset(one.scope), one.until, stands=bool(one.approved) or (one.at_once and not overdue.exists()))
    return None


def recipient_of(referral: Referral) -> Recipient:
    code = referral.service.code if referral.service else referral.receiver.code if referral.receiver else ""
    country = referral.service.country if referral.service else ""
    ground = ""
    if country and not fled(referral.person_id, country):
        with seeing_all():
            ground = Consent.objects.filter(case=referral.pk, withdrawn_at=None).values_list("transfer", flat=True).first() or ""
    return Recipient(code, PROFILES.get(referral.pathway, frozenset()), country=country, ground=ground)


def _stated(key: UUID) -> Any:
    return people.stated(Person.objects.get(pk=key))


def _name(key: UUID) -> str:
    one = _stated(key)
    return f"{one.full_name} · {one.original_script}" if one.original_script else str(one.full_name)


def _needs(key: UUID) -> str:
    return ", ".join(str(one.get_category_display()) for one in protection.open_needs(key))


def _documents(key: UUID) -> str:
    return ", ".join(f"{one.issuer} {one.number}" for one in people.documents(Person.objects.get(pk=key)))


def _readers(referral: Referral) -> dict[str, Callable[[UUID], Any]]:
    """How each field is read; called inside the gate alone."""
    person = Person.objects.get
    return {
        Field.NAME: _name,
        Field.BIRTH: lambda key: _stated(key).date_of_birth or str(_("not known")),
        Field.SEX: lambda key: str(SEX_LABELS[Sex(person(pk=key).sex)]),
        Field.NATIONALITY: lambda key: countries.name(person(pk=key).citizenship),
        Field.LANGUAGE: lambda key: languages.name(person(pk=key).language),
        Field.CONTACT: lambda key: referral.contact or "",
        Field.WHEREABOUTS: lambda key: referral.whereabouts or "",
        Field.HOUSEHOLD: lambda key: str(referral.household or ""),
        Field.CAREGIVER: lambda key: referral.caregiver or "",
        Field.DOCUMENTS: _documents,
        Field.NEEDS: _needs,
        Field.MESSAGE: lambda key: referral.message or "",
    }


def told(referral: Referral, actor: Actor | None) -> dict[str, Any]:
    """Code of a field → value for the receiver, empty ones left out; the reading stands in the log. Raises NothingToDisclose."""
    found = disclose(
        actor,
        WHAT,
        purpose=Purpose.REFERRAL,
        case_id=referral.pk,
        subject=referral.person_id,
        permission=permission_of(referral),
        recipient=recipient_of(referral),
        readers=_readers(referral),
    )
    return {name: value for name, value in found.items() if value}


def shown(referral: Referral, actor: Actor | None) -> dict[str, Any]:
    """The same, in words of the reader."""
    return {str(Field(name).label): value for name, value in told(referral, actor).items()}


def covers(referral: Referral) -> frozenset[str]:
    """Fields that the receiver may see today."""
    return covered(permission_of(referral), recipient_of(referral))


def ends_on(referral: Referral) -> Any:
    found = permission_of(referral)
    return found.until if found and found.until >= moment.today() else None
