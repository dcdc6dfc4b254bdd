"""People of a demonstration who should be trained, and what their institutions need: SYNTHETIC."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from egnatia.kernel import moment
from egnatia.kernel.access.actor import acting_as
from egnatia.node.training.models import KnownModule, KnownSession, Learner
from egnatia.node.training.needs import actions as needs
from egnatia.node.training.nominations import actions as nominations
from egnatia.node.training.people import actions as people

if TYPE_CHECKING:
    from egnatia.node.demo.story import Teller

# Institution, office, sex, account, passed elsewhere.
_PEOPLE: tuple[tuple[str, str, str, str, bool], ...] = (
    ("ASYLUM", "SYNTHETIC asylum office, case officer", "F", "asylum2", True),
    ("BORDER", "SYNTHETIC crossing point, shift leader", "M", "shift", False),
    ("PROTECTION", "SYNTHETIC centre for social work", "F", "", False),
    ("JUSTICE", "SYNTHETIC legal aid", "M", "", False),
)
_NEEDS = (("ASYLUM", "INTERVIEW-METHOD", 24, 9), ("BORDER", "INCLUSION", 60, 12), ("PROTECTION", "INCLUSION", 18, 2))


def enrol(teller: Teller) -> None:
    """Learners, who are nominated for the first open session, and needs of what the hub teaches. Safe to run again."""
    who = "training"
    with acting_as(teller.staff[who]):
        if Learner.objects.exists():
            return
        session = KnownSession.objects.filter(takes=True).order_by("monday").values_list("pk", flat=True).first()
        known = set(KnownModule.objects.filter(listed=True).values_list("code", flat=True))
    for number, (institution, office, sex, account, before) in enumerate(_PEOPLE, 1):
        person = {"name": f"SYNTHETIC learner {number}", "sex": sex, "institution": institution, "office": office, "languages": ["eng"], "account": account}
        passed = sorted({"INTERVIEW-METHOD"} & known) if before else []
        learner = teller.do(people.enrol, who, {**person, "passed_elsewhere": passed})
        if session is not None and number < len(_PEOPLE):
            teller.do(
                nominations.nominate, who, {"session": str(session), "learner": str(learner), "why": "SYNTHETIC: meets people in need of protection daily"}
            )
    for institution, module, posts, elsewhere in _NEEDS:
        if module in known:
            told = {"institution": institution, "module": module, "posts": posts, "elsewhere": elsewhere, "by": moment.today() + timedelta(days=300)}
            teller.do(needs.note, who, told)
