"""All that this country needs, as the hub hears it: sums by kind of institution and module."""

from __future__ import annotations

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes import training
from egnatia.kernel.store.hold import hold as only_one
from egnatia.node.training import selectors, talking
from egnatia.node.training.models import Need


def lines() -> list[training.NeedLine]:
    """Of modules that the hub publishes."""
    with seeing_all():
        found = Need.objects.filter(case__state="needed", module__in=selectors.listed()).order_by("module", "institution")
        return [
            training.NeedLine(institution=training.Institution(one.institution), module=one.module, posts=one.posts, trained=selectors.trained(one), by=one.by)
            for one in found
        ]


def hold() -> None:
    """Two who change needs at once wait for each other here, so that each message is the whole picture."""
    only_one("training_needs")


def needs() -> None:
    """Takes the place of what was said before. Nothing is said by a country that never noted a need."""
    hold()
    with seeing_all():
        if Need.objects.exists():
            talking.say(training.Needs(lines=lines()))
