from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "egnatia.node.people"
    label = "people"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.people import selectors

        subjects.register_summaries(selectors.summaries)
