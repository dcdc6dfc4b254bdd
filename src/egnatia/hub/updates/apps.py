from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "egnatia.hub.updates"
    label = "updates"

    def ready(self) -> None:
        from egnatia.hub.logframe import rights
        from egnatia.hub.updates import tasks  # noqa: F401  the nightly job
        from egnatia.hub.updates.conclusions import actions as _conclusions  # noqa: F401  binds the effects of the procedures
        from egnatia.hub.updates.conclusions import selectors as conclusions
        from egnatia.hub.updates.events import actions as _events  # noqa: F401
        from egnatia.hub.updates.events import selectors as events
        from egnatia.hub.updates.models import Conclusion, Event
        from egnatia.kernel import subjects

        rights.shared |= {"event", "conclusion"}
        rights.answered_by += [lambda party: Event.objects.filter(leads=party), lambda party: Conclusion.objects.filter(owner=party)]
        rights.own_tasks |= {"TO_DO", "OVERDUE"}
        subjects.register_sections("event", events.sections)
        subjects.register_sections("conclusion", conclusions.sections)
