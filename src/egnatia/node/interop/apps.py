from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "egnatia.node.interop"
    label = "interop"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.interop import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("profile_export", selectors.sections)
