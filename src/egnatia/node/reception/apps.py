from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "egnatia.node.reception"
    label = "reception"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.protection import presumption
        from egnatia.node.reception import actions, selectors

        presumption.consequences.append(actions.end_what_may_not_be)
        subjects.register_sections("reception", selectors.sections)
        subjects.register_sections("centre", selectors.centre_sections)
