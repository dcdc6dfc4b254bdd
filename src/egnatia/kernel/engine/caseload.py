"""Who works on a case: the one action that every procedure has, made when the procedure is."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor
from egnatia.kernel.access.training import Module
from egnatia.kernel.codes.sorting import sort_key
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.spec import Action, Ask, Input, Procedure
from egnatia.kernel.models import CaseFile, Training, User

NAME = "assign"


def colleagues(unit: UUID) -> list[User]:
    """Who works in a unit, by name."""
    return sorted(User.objects.filter(unit_id=unit, is_active=True), key=lambda one: sort_key(one.display_name))


def not_trained(user: UUID, procedure: Procedure, case: CaseFile) -> list[str]:
    """Modules that a case of this procedure needs and that this colleague has not passed, or not any more."""
    needed = procedure.training(case) if procedure.training else ()
    holds = Q(until=None) | Q(until__gte=moment.today())
    passed = set(Training.objects.filter(holds, user=user).values_list("module", flat=True)) if needed else set()
    return sorted(set(needed) - passed)


def _choices() -> list[tuple[str, str]]:
    actor = current_actor()
    if actor is None:
        return []
    passed: dict[UUID, list[str]] = {}
    for one in Training.objects.filter(Q(until=None) | Q(until__gte=moment.today()), user__unit=actor.unit).order_by("module"):
        passed.setdefault(one.user_id, []).append(str(one.get_module_display()))
    return [(str(one.pk), " · ".join([one.display_name, *passed.get(one.pk, [])])) for one in colleagues(actor.unit)]


class Assign(Input):
    holder: Annotated[str, Ask(_("Who works on this case"), _("A colleague of your unit; empty: back to the unit."), "select", _choices)] = ""


def assign_action(procedure: Procedure) -> Action[Assign]:
    """“Take or hand over”: changes no state and passes no safeguard, since it changes nothing for the person."""
    action = Action(
        NAME,
        _("Take or hand over inside the unit"),
        src=tuple(state for state in procedure.states if state not in procedure.final),
        dst=None,
        by=procedure.readers,
        purpose=procedure.actions[0].purpose,
        input=Assign,
        parallel=True,
    )

    def assign(case: CaseFile, data: Assign, actor: Actor) -> None:
        """Raises NotFound for a unit that is not responsible, BadInput for somebody of another unit or without a role that reads such cases."""
        if case.unit_id != actor.unit:
            raise refusals.NotFound
        if data.holder and data.holder not in {str(one.pk) for one in colleagues(case.unit_id) if set(one.roles) & procedure.readers}:
            raise refusals.BadInput({"holder": _now("Choose a colleague of your unit who may read such cases.")})
        if data.holder and (lacking := not_trained(UUID(data.holder), procedure, case)):
            names = ", ".join(str(Module(one).label) for one in lacking)
            raise refusals.BadInput({"holder": _now("This case needs somebody trained in: %(names)s. Choose another colleague.") % {"names": names}})
        case.holder_id = UUID(data.holder) if data.holder else None

    action.effect(assign)
    return action
