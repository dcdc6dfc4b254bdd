from django.apps import AppConfig


class CoiConfig(AppConfig):
    name = "egnatia.node.coi"
    label = "coi"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.coi import actions, selectors, where_used  # noqa: F401  binds the effects of the procedure
        from egnatia.node.coi.alerts import actions as alerting  # noqa: F401
        from egnatia.node.coi.alerts import selectors as kept
        from egnatia.node.coi.research import actions as answering
        from egnatia.node.coi.research import selectors as research
        from egnatia.node.coi.research import sharing

        subjects.register_sections("coi_document", selectors.sections)
        subjects.register_sections("coi_event", selectors.event_sections)
        subjects.register_sections("coi_source", selectors.source_sections)
        subjects.register_sections("coi_search", kept.sections)
        subjects.register_sections("coi_research", research.sections)
        where_used.rooms.append((research.resting_on, answering.ask_to_review))
        where_used.when_withdrawn.append(sharing.tell_withdrawn)
