from django.apps import AppConfig


class InterpretingConfig(AppConfig):
    name = "egnatia.node.interpreting"
    label = "interpreting"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.interpreting import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("interpreting", selectors.sections)
