"""What other rooms and pages may know of interpreters: who is booked for what, and whether."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import languages, varieties
from egnatia.kernel.codes.varieties import Match
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.store.hold import hold
from egnatia.kernel.subjects import Row, Section
from egnatia.node.interpreting.models import Request, Sex
from egnatia.node.interpreting.pool import selectors as in_pool

# Procedures whose cases are about nobody and may need an interpreter all the same, with the states in which they do.
about_nobody: dict[str, frozenset[str]] = {}


def may_ask(case: CaseFile) -> bool:
    return case.state in about_nobody.get(case.procedure, frozenset())


def request_of(case: CaseFile) -> Request:
    return Request.objects.get(pk=case.pk)


@remembered
def request_for(case: CaseFile) -> Request | None:
    """The newest request of another room's case that was not called off."""
    found = Request.objects.filter(asked_for=case.pk).exclude(case__state="cancelled").select_related("case")
    return found.order_by("-case__opened_at").first()


def booked(interpreter: str, during: Any, but: UUID) -> bool:
    """For gates: whether an interpreter is booked for anybody else in that time, in whatever unit."""
    with seeing_all():
        return Request.objects.filter(interpreter=interpreter, holds=True, during__overlap=during).exclude(pk=but).exists()


def lock(interpreter: str) -> None:
    """Until the transaction ends nobody else books this interpreter."""
    hold(f"interpreter|{interpreter}")


def who(one: Request) -> str:
    """The interpreter, as a report names one; empty if nobody is booked."""
    return f"{one.interpreter} ({Sex(one.interpreter_sex).label})" if one.holds else ""


def needs_interpreter(case: CaseFile) -> dict[str, Any] | None:
    """From the page of any open case about a person, and of a training; an asylum interview asks for its own."""
    if case.procedure in about_nobody:
        return {"asked_for": case.pk} if may_ask(case) else None
    if not case.subject or case.closed or case.procedure in {"interpreting", "asylum"}:
        return None
    return {"asked_for": case.pk, "person_id": case.subject}


def understood(actor: Actor) -> tuple[int, int, dict[str, tuple[int, int]]]:
    """(sessions in which person and interpreter understood each other, sessions of which it was said, both by what they were for).

    The protection result of interpreting: counted over all units, nobody is shown.
    """
    with seeing_all():
        rows = Request.objects.filter(understood__isnull=False, person__isnull=False).values_list("asked_for__procedure", "understood")
        found: dict[str, tuple[int, int]] = {}
        for procedure, yes in rows:
            good, all_ = found.get(procedure, (0, 0))
            found[procedure] = (good + bool(yes), all_ + 1)
    return sum(good for good, _all in found.values()), sum(all_ for _good, all_ in found.values()), found


def _instead(asked: str) -> list[Row]:
    """For whoever finds nobody of the variety itself."""
    found = varieties.others(asked, languages.WORKING)
    told = {
        Match.UNDERSTOOD: _("Also, once you have asked the person and they understand it"),
        Match.MACRO: _("Alike by name only: a caseworker decides, and a question at the beginning shows whether both understand"),
    }
    return [Row(label, ", ".join(map(languages.name, found[how]))) for how, label in told.items() if found[how]]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = request_of(case)
    rows = [
        Row(_("Language"), languages.name(one.language)),
        Row(_("Variety or dialect"), one.variety or "–"),
        *_instead(one.language),
        Row(_("Asked for"), one.get_wanted_sex_display()),
        Row(_("How"), one.get_mode_display()),
        Row(_("From"), one.during.lower),
        Row(_("Until"), one.during.upper),
        Row(_("Place"), one.place),
        Row(_("Interpreter"), who(one) or _("nobody yet"), "done" if one.holds else "warn"),
    ]
    if one.holds:
        rows.append(Row(_("Confidentiality signed on"), one.confidentiality_signed_on, "done"))
    if one.agreed_to_other_sex:
        rows.append(Row(_("Agreed to another sex"), _("yes, asked expressly")))
    if one.note or one.remark:
        rows.append(Row(_("Note"), one.note or one.remark))
    for label, mark in ((_("The officer found the interpreting"), one.officer_says), (_("The person found it"), one.person_says)):
        if mark:
            rows.append(Row(label, f"{mark} / 5"))
    return [Section(_("Interpreter"), rows, _("The interpreter is told nothing that says who the person is.")), *in_pool.sections(case)]
