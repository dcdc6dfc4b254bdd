from django.apps import AppConfig


class InformationConfig(AppConfig):
    name = "egnatia.node.information"
    label = "information"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.information import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("material", selectors.sections)
