from django.apps import AppConfig


class InterpretingConfig(AppConfig):
    name = "egnatia.node.interpreting"
    label = "interpreting"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.interpreters import receiving
        from egnatia.node.interpreting import actions, selectors  # noqa: F401  binds the effects of the procedure
        from egnatia.node.interpreting.pool import actions as pool

        receiving.when_told.append(pool.hear)
        receiving.when_refused.append(pool.hear_refusal)
        subjects.register_sections("interpreting", selectors.sections)
