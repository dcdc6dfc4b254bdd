from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "egnatia.node.reception"
    label = "reception"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.reception import actions, selectors  # noqa: F401  binds the effects of the procedures

        subjects.register_sections("reception", selectors.sections)
        subjects.register_sections("centre", selectors.centre_sections)
