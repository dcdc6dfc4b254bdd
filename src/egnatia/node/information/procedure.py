"""The library of leaflets, tools and guides: each with its versions and translations, who read them, and where they went."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.information import gates, inputs

KEEPERS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.LEGAL_OFFICER})
READERS = WITH_GUARDIANS | KEEPERS
P = Purpose.ADMINISTRATION
CURRENT = ("current",)

ADD = Action("add", _("Add a leaflet, tool or guide"), src=(None,), dst="current", by=KEEPERS, purpose=P, input=inputs.AddMaterial)
TAKE_SHIPPED = Action(
    "take_shipped", _("Take a leaflet of the program on record"), src=(None,), dst="current", by=frozenset({Role.SYSTEM}), purpose=P, input=inputs.Shipped
)
NEW_VERSION = Action("new_version", _("Add a new version"), src=CURRENT, dst=None, by=KEEPERS, purpose=P, input=inputs.NewVersion)
ASK = Action("ask_translation", _("Ask for translations"), src=CURRENT, dst=None, by=KEEPERS, purpose=P, input=inputs.AskForTranslation)
TRANSLATE = Action("add_translation", _("Add a translation"), src=CURRENT, dst=None, by=KEEPERS, purpose=P, input=inputs.AddTranslation, parallel=True)
REVIEW = Action(
    "review",
    _("Review a translation"),
    src=CURRENT,
    dst=None,
    by=KEEPERS,
    purpose=P,
    input=inputs.Review,
    gates=(gates.reviewed_by_another,),
    hint=_("Until then every copy says that nobody has read it."),
)
DELIVER = Action("deliver", _("Note a delivery"), src=CURRENT, dst=None, by=KEEPERS, purpose=P, input=inputs.Deliver, parallel=True)
WITHDRAW = Action("withdraw", _("Withdraw"), src=CURRENT, dst="withdrawn", by=KEEPERS, purpose=P, input=NoInput)
MATERIAL = Procedure(
    "material",
    _("Leaflet, tool or guide"),
    states={"current": _("In use"), "withdrawn": _("Withdrawn")},
    actions=(ADD, TAKE_SHIPPED, NEW_VERSION, ASK, TRANSLATE, REVIEW, DELIVER, WITHDRAW),
    final=frozenset({"current", "withdrawn"}),
    readers=KEEPERS,
    series="M",
    tasks={"TRANSLATE": _("Translations are wanted"), "REVIEW": _("Read a translation that nobody has reviewed")},
)
