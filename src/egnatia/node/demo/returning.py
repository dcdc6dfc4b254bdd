"""Some of the synthetic people are in a return procedure, each at another stage: walked there by the same steps that histories are made of."""

from __future__ import annotations

from django.db import transaction

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.node.demo import histories
from egnatia.node.demo.library import shelve
from egnatia.node.returns import gates

_NAMES = (("Adil", "Khan"), ("Imran", "Malik"), ("Bilal", "Chaudhry"), ("Usman", "Sheikh"), ("Kashif", "Butt"), ("Naveed", "Mirza"), ("Tariq", "Awan"))


def tell(staff: dict[str, Actor]) -> None:
    """Nobody in a country that takes no part."""
    if not gates.takes_part(moment.today()):
        return
    shelve(staff)
    for (given, family), stage in zip(_NAMES, histories.STAGES, strict=True):
        with transaction.atomic():
            histories.base(staff, stage, given_names=given, family_name=family)
