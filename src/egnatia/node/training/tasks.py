"""Jobs of training here: letters."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


@app.task(name="training.letter")
def letter(nomination: str, kind: str) -> None:
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.node.training import letters

    with acting_as(SYSTEM):
        letters.send(UUID(nomination), kind)
