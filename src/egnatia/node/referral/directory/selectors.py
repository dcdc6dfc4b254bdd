"""What can be seen of services: the directory for everybody, confidential places for those who refer to them, need and supply side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, current_actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.protection.selectors import KNOWS
from egnatia.node.referral.directory import inputs
from egnatia.node.referral.models import Service, Status
from egnatia.node.referral.pathways import SENSITIVE, Help

MAY_NAME = KNOWS | {Role.REFERRAL_COORDINATOR}


def unit_of(case_id: UUID) -> UUID | None:
    return Service.objects.filter(pk=case_id).values_list("unit_id", flat=True).first()


def may_name(actor: Actor, service: Service | None, pathway: str = "") -> bool:
    """Whether a reader may be told which service it is: its name could tell what only some may know of, or where a shelter is (FR-16)."""
    hidden = pathway in SENSITIVE or (service is not None and (service.confidential or service.pathway in SENSITIVE))
    return not hidden or bool(actor.roles & MAY_NAME) or (service is not None and service.unit_id == actor.unit)


def reachable() -> list[Service]:
    """Active services that can be asked: with an account here, or a key to seal to."""
    active = Service.objects.filter(status=Status.ACTIVE).select_related("unit").order_by("pathway", "name")
    return [one for one in active if one.can_be_asked]


def choices() -> list[tuple[str, str]]:
    """What who fills in the form may name; for the rest the coordinator is told."""
    actor = current_actor()
    known = [one for one in reachable() if actor is not None and may_name(actor, one)]
    return [("", str(_("No service is known: tell the coordinator"))), *((one.code, _label(one)) for one in known)]


def _label(one: Service) -> str:
    name = one.code if one.confidential else f"{one.name} · {one.place}"
    abroad = countries.name(one.country) if one.country else ""
    return " · ".join(part for part in (abroad, str(one.get_pathway_display()), name, _room(one)) if part)


def _room(one: Service) -> str:
    return "" if one.free is None else f"{one.free}/{one.places}"


def board(actor: Actor) -> list[Service]:
    """The directory as this reader may see it."""
    found = Service.objects.exclude(status=Status.DEFUNCT).select_related("unit").order_by("pathway", "place", "name")
    return [one for one in found if may_name(actor, one)]


def _answers(one: Service) -> Any:
    if one.unit:
        return one.unit.name
    if one.peer:
        return _("through the node of that state")
    return _("by sealed package") if one.public_key else _("nobody yet: no account and no key")


def as_it_is(case: CaseFile) -> dict[str, Any]:
    one = Service.objects.select_related("unit").get(pk=case.pk)
    return {name: getattr(one, name) for name in inputs.Entry.model_fields if name != "unit"} | {"unit": one.unit.code if one.unit else ""}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Service.objects.select_related("unit").get(pk=case.pk)
    rows = [
        Row(_("Service"), f"{one.name} ({one.code})"),
        Row(_("Organisation"), one.organisation),
        Row(_("Pathway"), one.get_pathway_display()),
        Row(_("Helps with"), ", ".join(str(Help(each).label) for each in one.helps)),
        Row(_("Place"), f"{one.place} {one.address}".strip()),
        Row(_("State"), countries.name(one.country) if one.country else _("here")),
        Row(_("Status"), one.get_status_display(), "" if one.status == Status.ACTIVE else "warn"),
        Row(
            _("Answers"),
            one.unit.name
            if one.unit
            else _("through the node of that state")
            if one.peer
            else _("by sealed package")
            if one.public_key
            else _("nobody yet: no account and no key"),
            "",
        ),
        Row(_("Free places"), _room(one) or _("not counted")),
        Row(_("Languages"), ", ".join(map(languages.name, one.languages)) or "–"),
        Row(_("Last checked"), one.assured_on or _("never"), "" if one.assured_on else "warn"),
    ]
    note = _("Confidential: in no export, and named to those alone who refer there.") if one.confidential else ""
    return [Section(_("Entry of the directory"), rows, note)]
