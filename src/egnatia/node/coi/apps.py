from django.apps import AppConfig


class CoiConfig(AppConfig):
    name = "egnatia.node.coi"
    label = "coi"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.coi import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("coi_document", selectors.sections)
        subjects.register_sections("coi_event", selectors.event_sections)
        subjects.register_sections("coi_source", selectors.source_sections)
