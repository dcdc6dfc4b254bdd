"""Start-up check: an action without an effect, or with a gate of an unknown source, does not start."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from egnatia.kernel.engine.spec import registry


@register()
def every_action_has_an_effect(**_kwargs: Any) -> list[CheckMessage]:
    """System check egnatia.E002 and E003."""
    problems: list[CheckMessage] = []
    for procedure in registry.values():
        for action in procedure.actions:
            if action.bound is None:
                problems.append(
                    Error(f"{action.full_name} has no effect", hint="Bind one in the room's actions.py and import it in the app's ready().", id="egnatia.E002")
                )
            clocks = [clock for clock in action.starts if clock.then]
            for clock in clocks:
                if not procedure.action(clock.then).exempt:
                    problems.append(
                        Error(
                            f"{action.full_name}: at the end of {clock.code} the system would take a step that is not in the person's favour", id="egnatia.E003"
                        )
                    )
    return problems
