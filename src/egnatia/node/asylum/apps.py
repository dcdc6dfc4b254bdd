from django.apps import AppConfig


class AsylumConfig(AppConfig):
    name = "egnatia.node.asylum"
    label = "asylum"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.asylum import actions, selectors
        from egnatia.node.protection import presumption
        from egnatia.node.registration.actions import after_lodging

        after_lodging.append(actions.begin)
        presumption.consequences.append(actions.back_to_regular)
        subjects.register_sections("asylum", selectors.sections)
        subjects.register_appointments(selectors.appointments)
