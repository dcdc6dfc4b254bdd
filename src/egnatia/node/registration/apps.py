from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "egnatia.node.registration"
    label = "registration"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.registration import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_appointments(selectors.appointments)
        subjects.register_sections("registration", selectors.sections)
        subjects.register_sections("temporary_protection", selectors.temporary_sections)
