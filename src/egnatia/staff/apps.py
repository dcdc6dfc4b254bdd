from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "egnatia.staff"
    label = "staff"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.staff import actions, selectors  # noqa: F401  binds the effects

        subjects.register_sections("account", selectors.sections)
        subjects.register_sections("unit", selectors.unit_sections)
