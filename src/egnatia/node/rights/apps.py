from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "egnatia.node.rights"
    label = "rights"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.rights import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("keeping", selectors.sections)
        subjects.register_everywhere(selectors.keeping_of)
