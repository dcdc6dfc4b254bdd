"""A certificate: issued when somebody passes, revoked when two officers say so."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.certificates import gates, inputs
from egnatia.hub.training.procedure import OFFICERS
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION)

ISSUE = _step("issue", _("Issue the certificate"), inputs.Issue, src=(None,), dst="valid", internal=True)
ASK = _step(
    "ask_revocation", _("Ask to revoke it"), inputs.AskRevocation, src=("valid",), dst="doubted", hint=_("It stays valid until another officer revokes it.")
)
KEEP = _step("keep", _("Keep it"), NoInput, src=("doubted",), dst="valid", gates=(gates.second_officer,), does_task=("REVOKE",))
REVOKE = _step(
    "revoke",
    _("Revoke it"),
    NoInput,
    src=("doubted",),
    dst="revoked",
    gates=(gates.second_officer,),
    does_task=("REVOKE",),
    step_up=True,
    hint=_("For good: the country is told, and whoever checks the certificate sees it."),
)
CERTIFICATE = Procedure(
    "training_certificate",
    _("Certificate of training"),
    states={"valid": _("Valid"), "doubted": _("Valid, another officer looks at it"), "revoked": _("Revoked")},
    actions=(ISSUE, ASK, KEEP, REVOKE),
    final=frozenset({"valid", "revoked"}),
    readers=OFFICERS,
    series="C",
    tasks={"REVOKE": _("Look at a certificate that may have to be revoked")},
)
