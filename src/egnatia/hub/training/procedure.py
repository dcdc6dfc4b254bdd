"""A module of the curriculum: drafted, published by a second officer, followed by its next version or withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import gates, inputs
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

OFFICERS = frozenset({Role.PROGRAMME_OFFICER})
_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION, src=("drafted",))

DRAFT = _step("draft", _("Draft a module of the curriculum"), inputs.DraftModule, src=(None,), dst="drafted", by=OFFICERS | {Role.SYSTEM})
PUBLISH = _step(
    "publish",
    _("Publish the module"),
    NoInput,
    dst="published",
    gates=(gates.second_officer, gates.prerequisites_exist),
    does_task=("PUBLISH_MODULE",),
    step_up=True,
    hint=_("It does not change any more; the version before it is replaced."),
)
DISCARD = _step("discard", _("Discard"), NoInput, dst="discarded", does_task=("PUBLISH_MODULE",))
REPLACE = _step("replace", _("Replaced by its next version"), NoInput, src=("published",), dst="replaced", by=OFFICERS | {Role.SYSTEM}, internal=True)
WITHDRAW = _step("withdraw", _("Withdraw the module"), NoInput, src=("published",), dst="withdrawn", gates=(gates.nothing_builds_on_it,))
MODULE = Procedure(
    "training_module",
    _("Module of the curriculum"),
    states={
        "drafted": _("Drafted, waits for a second officer"),
        "published": _("Published"),
        "replaced": _("Replaced by a later version"),
        "withdrawn": _("Withdrawn"),
        "discarded": _("Discarded"),
    },
    actions=(DRAFT, PUBLISH, DISCARD, REPLACE, WITHDRAW),
    final=frozenset({"replaced", "withdrawn", "discarded"}),
    readers=OFFICERS,
    series="M",
    tasks={"PUBLISH_MODULE": _("Look at a module of the curriculum")},
)
