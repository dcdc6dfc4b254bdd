"""The harmonised procedure and the budget at the hub: one officer drafts, another publishes, and every node has it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.mechanism import gates, inputs
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, Input, NoInput, Procedure

OFFICERS = frozenset({Role.PROGRAMME_OFFICER})
P = Purpose.ADMINISTRATION


def _two_steps(code: str, label: Any, start: tuple[str, Any, type[Input]], publish: Any, published: Any, task: tuple[str, Any], series: str) -> Procedure:
    name, title, asked = start
    return Procedure(
        code,
        label,
        states={"drafted": _("Drafted, waits for a second officer"), "published": published, "discarded": _("Discarded")},
        actions=(
            Action(name, title, src=(None,), dst="drafted", by=OFFICERS, purpose=P, input=asked),
            Action(
                "publish",
                publish,
                src=("drafted",),
                dst="published",
                by=OFFICERS,
                purpose=P,
                input=NoInput,
                gates=(gates.second_officer,),
                does_task=(task[0],),
                step_up=True,
                hint=_("It goes to every node at once, and does not change any more."),
            ),
            Action("discard", _("Discard"), src=("drafted",), dst="discarded", by=OFFICERS, purpose=P, input=NoInput, does_task=(task[0],)),
        ),
        final=frozenset({"published", "discarded"}),
        readers=OFFICERS,
        series=series,
        tasks=dict((task,)),
    )


EDITION = _two_steps(
    "edition",
    _("Harmonised procedure"),
    ("draft", _("Draft an edition of the harmonised procedure"), inputs.DraftEdition),
    _("Publish to all countries"),
    _("Published"),
    ("PUBLISH_EDITION", _("Look at an edition of the harmonised procedure")),
    "P",
)
BUDGET = _two_steps(
    "budget",
    _("Assistance budget"),
    ("propose", _("Propose the assistance budget of a year"), inputs.ProposeBudget),
    _("Approve and tell all countries"),
    _("Approved"),
    ("APPROVE_BUDGET", _("Look at an assistance budget")),
    "B",
)
