from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "egnatia.node.screening"
    label = "screening"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.screening import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("screening", selectors.sections)
