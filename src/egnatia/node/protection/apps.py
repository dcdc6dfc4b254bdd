from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "egnatia.node.protection"
    label = "protection"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.protection import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("needs", selectors.sections)
