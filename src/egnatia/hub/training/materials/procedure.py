"""Material of a module: in use, replaced by its next version, out of use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.materials import inputs
from egnatia.hub.training.procedure import OFFICERS
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION, src=("used",))

REGISTER = _step("register", _("Register material"), inputs.Register, src=(None,), dst="used")
TRANSLATE = _step("translate", _("Note a translation"), inputs.Translate, parallel=True)
RENEW = _step("new_version", _("Note a new version"), inputs.NewVersion, hint=_("Its translations are out of date from then on."))
WITHDRAW = _step("withdraw", _("Take out of use"), NoInput, dst="withdrawn")
MATERIAL = Procedure(
    "training_material",
    _("Material of a module"),
    states={"used": _("In use"), "withdrawn": _("Out of use")},
    actions=(REGISTER, TRANSLATE, RENEW, WITHDRAW),
    final=frozenset({"withdrawn"}),
    readers=OFFICERS,
    series="U",
)
