"""Somebody who is trained, from enrolment on; offered as a trainer, and in the regional pool."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.training import selectors
from egnatia.node.training.people import inputs

COORDINATORS = frozenset({Role.TRAINING_COORDINATOR})
HUB = frozenset({Role.SYSTEM})
_HERE = ("learner", "offered", "trainer")
_step = steps(by=COORDINATORS, purpose=Purpose.ADMINISTRATION, src=_HERE)

ENROL = _step("enrol", _("Enrol a learner"), inputs.Person, src=(None,), dst="learner")
CHANGE = _step("change", _("Change"), inputs.Person, known=selectors.known_learner, picks=selectors.learner_picks)
OFFER = _step(
    "offer_as_trainer",
    _("Offer as a trainer"),
    inputs.OfferTrainer,
    src=("learner",),
    dst="offered",
    known=lambda case: {"languages": selectors.known_learner(case)["languages"]},
    hint=_("Who has passed a module and the one for trainers teaches beside a trainer first, and is certified then."),
)
IN_POOL = _step("in_pool", _("In the regional pool"), inputs.InPool, src=("offered", "trainer"), dst="trainer", by=HUB)
OUT = _step("out_of_pool", _("Not in the regional pool any more"), NoInput, src=("offered", "trainer"), dst="learner", by=HUB)
NOT_TAKEN = _step("not_taken", _("Not taken into the pool"), NoInput, src=("offered",), dst="learner", by=HUB)
LEAVE = _step("leave", _("Does not work here any more"), NoInput, dst="left", does_task=("NOT_TAKEN",))
LEARNER = Procedure(
    "learner",
    _("Learner"),
    states={
        "learner": _("Learner"),
        "offered": _("Offered as a trainer"),
        "trainer": _("In the trainer pool"),
        "left": _("Does not work here any more"),
    },
    actions=(ENROL, CHANGE, OFFER, IN_POOL, OUT, NOT_TAKEN, LEAVE),
    # Nobody has to do anything about them: they are found on the page of training.
    final=frozenset({"learner", "trainer", "left"}),
    readers=COORDINATORS,
    series="LE",
    tasks={"NOT_TAKEN": _("The pool did not take a trainer: look which certificates are missing")},
)
