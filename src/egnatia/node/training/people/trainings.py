"""What a learner's certificates mean for their account: tasks that need a trained officer find them."""

from __future__ import annotations

from egnatia.kernel.access.training import Module
from egnatia.kernel.models import Training
from egnatia.node.training.models import Learner, Nomination

# What a module of the curriculum stands for.
STANDS_FOR = {
    "INTERVIEW-METHOD": Module.INTERVIEW,
    "VULNERABLE": Module.VULNERABLE,
    "CHILDREN": Module.CHILDREN,
    "TRAFFICKING": Module.TRAFFICKING,
    "AGE": Module.AGE,
    "BEST-INTERESTS": Module.BEST_INTERESTS,
}


def settle(learner: Learner) -> None:
    """As certificates and account stand now. What somebody else noted, and still holds, is left as it is."""
    found = list(Nomination.objects.filter(learner=learner).exclude(code="").select_related("session").order_by("-certified_on"))
    Training.objects.filter(noted_by__in=[one.code for one in found]).delete()
    if learner.account is None:
        return
    for one in found:
        module = STANDS_FOR.get(one.session.module)
        if module is None or one.revoked_on is not None or one.certified_on is None:
            continue
        known = Training.objects.filter(user=learner.account, module=module).first()
        if known is None or known.is_over:
            told = {"passed_on": one.certified_on, "until": None, "noted_by": one.code}
            Training.objects.update_or_create(user=learner.account, module=module, defaults=told)
