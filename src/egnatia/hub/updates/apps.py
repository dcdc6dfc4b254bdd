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
        from egnatia.hub.updates.models import Conclusion, Event, Post
        from egnatia.hub.updates.posts import actions as _posts  # noqa: F401
        from egnatia.hub.updates.posts import selectors as posts
        from egnatia.kernel import subjects

        rights.shared |= {"event", "conclusion", "post"}
        for rows, name in ((Event, "leads"), (Conclusion, "owner"), (Post, "party")):
            rights.answered_by.append(lambda party, rows=rows, name=name: rows._default_manager.filter(**{name: party}))  # type: ignore[misc]
        rights.own_tasks |= {"TO_DO", "OVERDUE"}
        subjects.register_sections("event", events.sections)
        subjects.register_sections("post", posts.sections)
        subjects.register_sections("conclusion", conclusions.sections)
