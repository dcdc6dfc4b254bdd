"""List the procedures of this deployment: states, actions, roles, gates, clocks; or one as a diagram (Mermaid)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egnatia.kernel.engine.spec import Action, Procedure, registry


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--diagram", metavar="PROCEDURE", help="print the state diagram of one procedure")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["diagram"]
        if wanted:
            if wanted not in registry:
                raise CommandError(f"no procedure {wanted}; there are: {', '.join(sorted(registry))}")
            self.stdout.write(diagram(registry[wanted]))
            return
        for procedure in registry.values():
            self.stdout.write(self.style.MIGRATE_HEADING(f"{procedure.code}: {procedure.label}"))
            self.stdout.write(f"  states: {', '.join(procedure.states)}")
            for action in procedure.actions:
                self.stdout.write(f"  {_line(action)}")


def _line(action: Action[Any]) -> str:
    source = "|".join(one or "•" for one in action.src)
    target = "|".join(action.dst) if isinstance(action.dst, tuple) else action.dst or "="
    parts = [f"{action.name:<24} {source} → {target}", "by " + ",".join(sorted(action.by))]
    parts += [f"gates {','.join(one.code for one in action.gates)}"] if action.gates else []
    parts += [f"starts {','.join(one.code for one in action.starts)}"] if action.starts else []
    parts += [f"stops {','.join(action.stops)}"] if action.stops else []
    return "  ".join(parts + (["EXEMPT from gates"] if action.exempt else []))


def diagram(procedure: Procedure) -> str:
    """Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    for action in procedure.actions:
        for source in action.src:
            for target in action.dst if isinstance(action.dst, tuple) else (action.dst or source,):
                lines.append(f"  {source or '[*]'} --> {target}: {action.name}")
    lines += [f"  {state} --> [*]" for state in sorted(procedure.final)]
    return "\n".join(lines)
