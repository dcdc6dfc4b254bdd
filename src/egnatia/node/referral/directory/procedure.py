"""An entry of the service directory, and the import of many."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.kernel.models import CaseFile
from egnatia.node.referral.directory import inputs, selectors

KEEPERS = frozenset({Role.REFERRAL_COORDINATOR})
# Who knows how many places are free.
THERE = KEEPERS | {Role.SERVICE_PROVIDER, Role.RECEPTION_OFFICER, Role.INTEGRATION_OFFICER, Role.RETURN_COUNSELLOR}
P = Purpose.ADMINISTRATION


def _of_service(case: CaseFile, actor: Actor) -> bool:
    return bool(actor.roles & KEEPERS) or selectors.unit_of(case.pk) == actor.unit


LIST = Action("list_service", _("Add a service"), src=(None,), dst="listed", by=KEEPERS, purpose=P, input=inputs.ListService)
CHANGE = Action("change", _("Change the entry"), src=("listed",), dst=None, by=KEEPERS, purpose=P, input=inputs.Entry, known=selectors.as_it_is)
CAPACITY = Action(
    "set_capacity",
    _("Say how many are free"),
    src=("listed",),
    dst=None,
    by=THERE,
    purpose=P,
    input=inputs.SetCapacity,
    parallel=True,
    offered=_of_service,
)
STATUS = Action("set_status", _("Open, close or end the service"), src=("listed",), dst=None, by=THERE, purpose=P, input=inputs.SetStatus, offered=_of_service)
ASSURE = Action("assure", _("Confirm that the entry is right"), src=("listed",), dst=None, by=THERE, purpose=P, input=NoInput, offered=_of_service)
SERVICE = Procedure(
    "service",
    _("Service of the directory"),
    states={"listed": _("In the directory")},
    actions=(LIST, CHANGE, CAPACITY, STATUS, ASSURE),
    # No work waits in an entry: the queue does not show it.
    final=frozenset({"listed"}),
    readers=THERE,
    series="D",
)
IMPORT = Action("import_directory", _("Import a directory (HSDS 3.0)"), src=(None,), dst="imported", by=KEEPERS, purpose=P, input=inputs.ImportDirectory)
IMPORTED = Procedure(
    "directory_import",
    _("Import of services"),
    states={"imported": _("Imported")},
    actions=(IMPORT,),
    final=frozenset({"imported"}),
    readers=KEEPERS,
    series="I",
)
