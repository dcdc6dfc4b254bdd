"""A nomination: nominated, waiting, with a place, held, certified; or not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.training import selectors
from egnatia.node.training.nominations import gates, inputs
from egnatia.node.training.people.procedure import COORDINATORS, HUB

_step = steps(by=COORDINATORS, purpose=Purpose.ADMINISTRATION)
_told = steps(by=HUB, purpose=Purpose.ADMINISTRATION)
BEFORE = ("nominated", "waiting", "place")

NOMINATE = _step(
    "nominate",
    _("Nominate for a session"),
    inputs.Nominate,
    src=(None,),
    dst="nominated",
    gates=(gates.takes_nominations, gates.knows_what_comes_first),
    addressed=True,
)
WITHDRAW = _step("withdraw", _("Withdraw"), inputs.Withdraw, src=BEFORE, dst="withdrawn", does_task=("REFUSED", "MOVED"))
GIVEN = _told("given", _("Has a place"), inputs.Told, src=("nominated", "waiting", "place"), dst="place")
WAITS = _told("waits", _("On the waiting list"), inputs.Told, src=BEFORE, dst="waiting", does_task=("MOVED",))
DECLINED = _told("declined", _("Not taken"), inputs.Told, src=BEFORE, dst="declined", does_task=("MOVED",))
ENDED = _told("ended", _("The place stands no more"), inputs.Told, src=BEFORE, dst="ended", does_task=("MOVED",))
REFUSED = _told("refused", _("Refused by the hub"), inputs.Refused, src=("nominated",), dst="declined")
SAID = _step("say_it", _("The learner knows"), NoInput, src=("place",), does_task=("MOVED",), offered=selectors.was_moved)
NOTED = _told("noted", _("It was held"), inputs.Told, src=("place", "withdrawn"), dst=("held", "absent"), does_task=("MOVED",))
CERTIFIED = _told("certified", _("Certificate issued"), inputs.Told, src=("held",), dst="certified")
REVOKED = _told("revoked", _("Certificate revoked"), inputs.Told, src=("certified",), dst="revoked")
ASKED = _told("asked", _("Asked how it was"), inputs.Told, src=("held", "certified"), dst=None)
SEEN = _step("seen", _("I have seen it"), NoInput, src=("declined", "ended", "revoked"), does_task=("REFUSED",), offered=selectors.has_news)
NOMINATION = Procedure(
    "nomination",
    _("Nomination for training"),
    states={
        "nominated": _("Nominated"),
        "waiting": _("On the waiting list"),
        "place": _("Has a place"),
        "declined": _("Not taken"),
        "ended": _("The place stands no more"),
        "withdrawn": _("Withdrawn"),
        "absent": _("Was not there"),
        "held": _("Was there, no certificate"),
        "certified": _("Certified"),
        "revoked": _("Certificate revoked"),
    },
    actions=(NOMINATE, WITHDRAW, GIVEN, WAITS, DECLINED, ENDED, REFUSED, SAID, NOTED, CERTIFIED, REVOKED, ASKED, SEEN),
    final=frozenset({"declined", "ended", "withdrawn", "absent", "held", "certified", "revoked"}),
    readers=COORDINATORS,
    series="NO",
    tasks={"MOVED": _("The session has another week or place: make sure that the learner knows"), "REFUSED": _("A nomination was not taken: see why")},
)
