from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "egnatia.node.release"
    label = "release"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.release import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("release", selectors.sections)
