"""What can be seen of a referral that came from another state: what its person agreed that this service is told, and nothing once it ended."""

from __future__ import annotations

import json
from typing import Any

import pyrage
from django.utils.translation import gettext_lazy as _

from egnatia.exchange import signing
from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.subjects import Row, Section
from egnatia.node.referral.models import Arrived, Priority
from egnatia.node.referral.pathways import Field, Help, Pathway


class Unreadable(ValueError):
    """Not sealed to this node, or not of the form that was agreed on."""


def opened(content: bytes) -> dict[str, Any]:
    """What another node sealed to this one. Raises Unreadable."""
    try:
        told = json.loads(pyrage.decrypt(content, [signing.sealing_identity()]))
    except (pyrage.DecryptError, ValueError, RecursionError):
        raise Unreadable from None
    wanted = {"from": str, "to": str, "pathway": str, "asked": str, "helps": list, "given already": str, "person": dict}
    if not isinstance(told, dict) or set(told) != set(wanted) or any(not isinstance(told[name], kind) for name, kind in wanted.items()):
        raise Unreadable
    texts = [*told["person"].values(), *told["helps"]]
    if told["pathway"] not in Pathway or not set(told["person"]) <= set(Field.values) or not all(isinstance(one, str) for one in texts):
        raise Unreadable
    return told


def of(case: CaseFile) -> Arrived:
    return Arrived.objects.select_related("receiver").get(pk=case.pk)


def answer_rule(case: CaseFile) -> str:
    return f"REFERRAL_TERM_{of(case).priority}"


# Which units may see to what: what somebody agreed to for a doctor is not for whoever counsels on return.
_FITS: dict[str, tuple[Unit.Kind, ...]] = {
    Pathway.AVRR: (Unit.Kind.VOLUNTARY_RETURN,),
    Pathway.ASYLUM: (Unit.Kind.ASYLUM,),
    Pathway.RECEPTION: (Unit.Kind.RECEPTION, Unit.Kind.PROTECTION),
    Pathway.INTEGRATION: (Unit.Kind.INTEGRATION,),
    Pathway.LEGAL_AID: (Unit.Kind.LEGAL, Unit.Kind.PROTECTION),
    Pathway.STATELESS: (Unit.Kind.LEGAL, Unit.Kind.PROTECTION),
}


def fitting(case: CaseFile) -> list[Unit]:
    """Units that may see to this referral."""
    try:
        told = opened(bytes(of(case).content or b""))
    except Unreadable:  # it has ended, or the key of this node is another one
        return []
    kinds = _FITS.get(told["pathway"], (Unit.Kind.PROTECTION,))
    return list(Unit.objects.filter(kind__in=kinds).order_by("name"))


def unit_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"unit": [(one.code, one.name) for one in fitting(case)]}


def holds(case: CaseFile) -> bool:
    """Whether the agreement still covers it."""
    one = of(case)
    return one.content is not None and one.until >= moment.today()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [
        Row(_("From"), countries.name(one.country)),
        Row(_("Known there as"), one.reference),
        Row(_("How soon"), Priority(one.priority).label, "warn" if one.priority == Priority.EMERGENCY else ""),
        Row(_("Seen to by"), one.receiver.name if one.receiver else _("nobody named yet")),
    ]
    if one.declined_as:
        rows.append(Row(_("Declined"), one.get_declined_as_display(), "warn"))
    if one.delivered_on:
        rows.append(Row(_("Help was given"), one.delivered_on, "done"))
    found = [Section(_("Referral from another state"), rows, _("The other state learns how it goes, in codes, and never more."))]
    if not holds(case):
        ended = Row(_("Nothing to show"), _("It has ended, the agreement was taken back, or its last day is over."), "warn")
        return [*found, Section(_("About the person"), [ended])]
    try:
        told = opened(bytes(one.content or b""))
    except Unreadable:
        gone = Row(_("Nothing to show"), _("It cannot be opened with the key of this node: ask the other state to send it again."), "warn")
        return [*found, Section(_("About the person"), [gone])]
    log.write(actor, log.Operation.CONSULT, "referral_in.read", purpose=Purpose.REFERRAL, case_id=case.pk)
    about = [
        Row(_("Sent by"), told["from"]),
        Row(_("For"), told["to"]),
        Row(_("Pathway"), Pathway(told["pathway"]).label),
        Row(_("What is asked"), told["asked"]),
    ]
    if told["helps"]:
        about.append(Row(_("Kind of help"), ", ".join(str(Help(each).label) for each in told["helps"] if each in Help)))
    if told["given already"]:
        about.append(Row(_("Given already"), told["given already"]))
    about += [Row(Field(name).label, told["person"][name]) for name in Field.values if name in told["person"]]
    about.append(Row(_("Shown until"), one.until))
    return [*found, Section(_("About the person"), about, _("This, and no more, the person agreed that you are told. Each opening stands in the log."))]
