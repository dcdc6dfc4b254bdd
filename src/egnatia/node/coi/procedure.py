"""A document of country information: added, cited, withdrawn when it is out of date. What cites it keeps its quotation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.coi import inputs

READERS = frozenset({Role.ASYLUM_CASEWORKER, Role.LEGAL_OFFICER})
KEEPERS = frozenset({Role.ASYLUM_CASEWORKER})
P = Purpose.ASYLUM
ADD = Action("add", _("Add a document of country information"), src=(None,), dst="current", by=KEEPERS, purpose=P, input=inputs.AddDocument)
WITHDRAW = Action(
    "withdraw",
    _("Withdraw: out of date"),
    src=("current",),
    dst="withdrawn",
    by=KEEPERS,
    purpose=P,
    input=NoInput,
    hint=_("It is not cited any more from now on. Decisions that cite it keep their quotation, and the file stays."),
)
DOCUMENT = Procedure(
    "coi_document",
    _("Country information"),
    states={"current": _("May be cited"), "withdrawn": _("Withdrawn")},
    actions=(ADD, WITHDRAW),
    final=frozenset({"current", "withdrawn"}),
    readers=KEEPERS,
    series="C",
)
