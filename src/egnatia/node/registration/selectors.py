"""What other rooms and pages may know of intentions and registrations."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import cases, moment, subjects
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.rules import NoRule, due, rule_in_force
from egnatia.kernel.engine import national
from egnatia.kernel.models import CaseFile, ClockRow, NationalDocument
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.biometrics import selectors as biometrics
from egnatia.node.information import selectors as information
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.guardians import selectors as guardianships
from egnatia.node.registration.authentic import Printed
from egnatia.node.registration.models import (
    Address,
    Appointment,
    Datum,
    FinalEnd,
    Intention,
    IssuedDocument,
    Lapse,
    MissingDatum,
    Registration,
    SentOn,
    TemporaryProtection,
)

ISSUERS = frozenset({Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER})


# Rooms above: whether it matters that somebody says again that they want asylum.
matters_again: list[Callable[[UUID], bool]] = []


@remembered
def has_wish(person_id: UUID) -> bool:
    """For gates: whether a wish for asylum stands, whoever asks."""
    with seeing_all():
        return Intention.objects.filter(person=person_id).exists()


@remembered
def registration_of(case: CaseFile) -> Registration | None:
    return Registration.objects.filter(case=case).first()


@remembered
def is_child_alone(case: CaseFile) -> bool:
    person = Intention.objects.select_related("person").get(pk=case.pk).person
    return protection.treated_as_child_alone(person)


def waits_for_guardian(case: CaseFile) -> bool:
    """For the clock: a child alone with nobody named, whose clock does not run yet."""
    runs = ClockRow.objects.filter(case=case, code="TEMPORARY_GUARDIAN", state=ClockRow.State.OPEN).exists()
    return not runs and is_child_alone(case) and not guardian_of(case)


def proposed_lapse(case: CaseFile) -> Lapse | None:
    """What somebody did to reach the person, not decided on yet."""
    return Lapse.objects.filter(case=case, noted_at=None).order_by("-proposed_at").first()


def waits_to_be_registered(person_id: UUID) -> bool:
    """For gates: whether a wish stands that nobody registered yet, whoever asks."""
    with seeing_all():
        return Intention.objects.filter(person=person_id, case__state="intended").exists()


def wish_open(person_id: UUID) -> bool:
    """Whether a wish stands that nobody noted as lapsed. A wish that is heard again after a lapse is a new one, with its own record and clock."""
    with seeing_all():
        return Intention.objects.filter(person=person_id).exclude(case__state__in=("lapsed", "ended")).exists()


def guardian_of(case: CaseFile) -> str:
    """Who stands beside the child of a case, named or appointed anywhere; empty if nobody does."""
    return guardianships.guardian_of(case.subject) if case.subject else ""


def wish_from_case(case: CaseFile) -> dict[str, Any] | None:
    """The person of a case page, unless the wish is recorded already and nothing hangs on its being said again."""
    if case.subject is None or (wish_open(case.subject) and not any(one(case.subject) for one in matters_again)):
        return None
    return {"person_id": case.subject}


def missing_data(case: CaseFile) -> list[Datum]:
    """Data of APR art. 27(1)(a) and (b) that the person's records do not hold. XXX is no nationality: not known is a state to be ended (FR-48)."""
    person = people.person_of(case)
    one = people.stated(person)
    held = {
        Datum.NAME: bool(one.full_name),
        Datum.BIRTH: bool(one.date_of_birth),
        Datum.BIRTHPLACE: bool(one.place_of_birth),
        Datum.NATIONALITY: one.citizenship != "XXX",
        Datum.PAPERS: bool(people.documents(person)),
    }
    return [datum for datum, is_there in held.items() if not is_there]


def reasons_not_needed(case: CaseFile) -> list[str]:
    """Fields of the registration that ask why something is missing which is there."""
    missing = [*missing_data(case), Datum.CONTACT]
    return [f"why_no_{datum.lower()}" for datum in Datum if datum not in missing]


def _data_set(case: CaseFile, registration: Registration) -> Section:
    """What the registration holds beyond the identity, and what it lacks."""
    rows = [
        Row(label, text)
        for label, text in (
            (_("Telephone"), registration.telephone),
            (_("E-mail"), registration.email),
            (_("Family elsewhere"), registration.family_elsewhere),
        )
        if text
    ]
    rows += [Row(one.get_datum_display(), one.get_reason_display(), "warn") for one in MissingDatum.objects.filter(case=case).order_by("datum")]
    note = _("A datum that is missing never counts against the person.")
    return Section(_("Data of the registration (APR art. 27)"), rows or [Row(_("Complete"), "", "done")], note)


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    intention = Intention.objects.get(pk=case.pk)
    rows = [Row(_("Expressed"), intention.expressed_at), Row(_("Where"), intention.place or "–")]
    if intention.words:
        rows.append(Row(_("In the person's words"), intention.words))
    found = [Section(_("Intention"), rows, _("A wish for asylum. It is not yet a registration and not an application."))]
    found.append(information.section(case, information.Step.ASYLUM))
    registration = registration_of(case)
    if registration:
        found.append(
            Section(
                _("Registration"),
                [
                    Row(_("Registered"), registration.registered_at),
                    Row(_("Read back to the person"), _("yes") if registration.read_back else _("no")),
                    Row(_("Document given"), document_title(registration.document_issued)),
                ],
            )
        )
        found.append(_data_set(case, registration))
    found += biometrics.sections(case, actor)
    if is_child_alone(case):
        guardian = guardian_of(case)
        found.append(Section(_("Child alone"), [Row(_("Guardian"), guardian or _("Not named yet"), "done" if guardian else "warn")]))
    sent = SentOn.objects.filter(case=case).order_by("at")
    more = [Row(_("Sent on to"), f"{one.to} · {_('with proof') if one.proof_given else _('WITHOUT proof')}") for one in sent]
    more += [
        Row(_("To lodge"), f"{timezone.localtime(one.at):%Y-%m-%d %H:%M} · {one.place}") for one in Appointment.objects.filter(case=case).order_by("-at")[:1]
    ]
    for one in IssuedDocument.objects.filter(case=case).order_by("issued_at"):
        until = f" · {_('valid until and with')} {one.last_day}" if one.last_day else ""
        address = reverse("document", args=[one.pk]) if actor.roles & ISSUERS else ""
        more.append(Row(_("Document"), f"{one.number} · {document_title(one.kind)}{until}", "done", address))
    more += [_address(one) for one in Address.objects.filter(case=case).order_by("-told_at")]
    more += [
        Row(_("Lapse noted") if one.noted_at else _("Tried to reach the person"), one.efforts, "warn")
        for one in Lapse.objects.filter(case=case).order_by("-proposed_at")
    ]
    more += [Row(_("Final end"), one.decision, "done") for one in FinalEnd.objects.filter(case=case)]
    return found + ([Section(_("Since then"), more)] if more else [])


def kind_of(code: str) -> NationalDocument | None:
    return next((one for one in national.documents() if one.code == code), None)


def valid_until(kind: str) -> datetime | None:
    """By the rule that the country's row names for this document; None where it names none."""
    found = kind_of(kind)
    try:
        rule = rule_in_force(found.valid_by, moment.today()) if found and found.valid_by else None
    except NoRule:
        rule = None
    return due(rule, moment.now()) if rule else None


def issued(actor: Actor, document_id: UUID) -> tuple[IssuedDocument, Printed]:
    """(document, what its code binds). Raises IssuedDocument.DoesNotExist for foreign and missing alike."""
    one = IssuedDocument.objects.select_related("person").get(pk=document_id, case__in=cases.visible(actor))
    printed = Printed(settings.EGNATIA_COUNTRY, one.kind, one.number, f"{timezone.localtime(one.issued_at):%Y-%m-%d}", one.name, one.birth or "")
    return one, printed


def document_title(code: str) -> Any:
    """The document's names; an older record holds its name itself."""
    kind = kind_of(code)
    return f"{kind.title} ({kind.title_en})" if kind else _("none") if code == "NONE" else code


def _address(one: Address) -> Row:
    """With whether it was told in time, where the country has such a duty."""
    try:
        rule = rule_in_force("ADDRESS_CHANGE", one.since)
    except NoRule:
        return Row(_("Address"), f"{one.text} · {one.since}")
    began = timezone.make_aware(datetime.combine(one.since, time()))
    late = one.told_at > due(rule, began)
    return Row(_("Address"), f"{one.text} · {one.since} · {_('told late') if late else _('told in time')}", "warn" if late else "done")


def temporary_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = TemporaryProtection.objects.select_related("person").get(pk=case.pk)
    rows = [
        Row(_("Group"), one.group),
        Row(_("Province"), one.province),
        Row(_("Document given"), document_title(one.document_issued)),
    ]
    note = _("A regime of its own. It takes no place of international protection: the person may ask for that too.")
    return [Section(_("Temporary protection"), rows, note), *people.sections(actor, one.person)]


def appointments(ids: Collection[UUID]) -> dict[UUID, list[subjects.Appointment]]:
    """Days to lodge that lie ahead, of cases that the unit sees."""
    found: dict[UUID, list[subjects.Appointment]] = {}
    # A later one takes the place of what was given before.
    newest = Appointment.objects.filter(case__subject__in=ids, case__state="registered").order_by("case", "-at").distinct("case")
    for one in newest.select_related("case"):
        assert one.case.subject is not None
        if one.at > moment.now():
            found.setdefault(one.case.subject, []).append(subjects.Appointment(one.at, _("Lodge the application"), one.place, one.case_id))
    return found
