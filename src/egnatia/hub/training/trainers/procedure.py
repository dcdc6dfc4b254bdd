"""A trainer of the regional pool: offered by a country and teaching beside others, certified, away, out (return-avrr reference 5.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.procedure import OFFICERS
from egnatia.hub.training.trainers import gates, inputs
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION, src=("certified",))
_HERE = ("candidate", "certified")

OFFER = _step(
    "offer",
    _("A country offers a trainer"),
    inputs.Offer,
    src=(None,),
    dst="candidate",
    by=frozenset({Role.SYSTEM}),
    gates=(gates.has_passed,),
)
CERTIFY = _step(
    "certify",
    _("Certify as a trainer"),
    inputs.Certify,
    src=("candidate",),
    dst="certified",
    gates=(gates.has_taught_beside_others,),
    does_task=("CANDIDATE",),
    step_up=True,
    hint=_("In the modules that they taught beside a trainer."),
)
ENROL = _step(
    "enrol", _("Add a trainer to the pool"), inputs.Enrol, src=(None,), dst="proposed", hint=_("A number and a country: no name, the country knows who it is.")
)
CONFIRM = _step(
    "confirm",
    _("Confirm"),
    NoInput,
    src=("proposed",),
    dst="certified",
    gates=(gates.second_officer,),
    does_task=("CONFIRM",),
    step_up=True,
    hint=_("You have seen the certificate, and what they teach stands below."),
)
TEACH = _step(
    "teach",
    _("Note what they teach"),
    inputs.Teach,
    src=("proposed", *_HERE),
    dst=("proposed", *_HERE),
    gates=(gates.teaches_what_was_passed,),
    parallel=True,
    step_up=True,
    hint=_("Of somebody whom no country offered, another officer looks at it once more."),
)
AWAY = _step("away", _("Note when they are away"), inputs.Away, parallel=True, src=_HERE)
SEEN = _step("look_at_loss", _("The sessions were looked at"), NoInput, src=_HERE, does_task=("LOST_CERTIFICATE",), offered=gates.lost_one)
RENEW = _step("renew", _("Renew the certificate"), inputs.Renew, gates=(gates.has_kept_it_fresh,))
LEAVE = _step("leave", _("Take out of the pool"), NoInput, dst="left", src=("proposed", *_HERE), does_task=("CANDIDATE", "CONFIRM", "GONE", "LOST_CERTIFICATE"))
TRAINER = Procedure(
    "trainer",
    _("Trainer of the regional pool"),
    states={
        "proposed": _("Waits for a second officer"),
        "candidate": _("Candidate: teaches beside a trainer"),
        "certified": _("In the pool"),
        "left": _("Not in the pool any more"),
    },
    actions=(OFFER, CERTIFY, ENROL, CONFIRM, TEACH, AWAY, SEEN, RENEW, LEAVE),
    final=frozenset({"left"}),
    readers=OFFICERS,
    series="T",
    tasks={
        "CANDIDATE": _("Look at a trainer whom a country offers"),
        "CONFIRM": _("Look at a trainer whom another officer enrolled"),
        "GONE": _("Their country says that this trainer has left: give their sessions to others and take them out"),
        "LOST_CERTIFICATE": _("A certificate of this trainer was revoked: look at the sessions that count on them"),
    },
)
