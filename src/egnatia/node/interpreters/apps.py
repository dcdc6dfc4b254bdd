from django.apps import AppConfig


class InterpretersConfig(AppConfig):
    name = "egnatia.node.interpreters"
    label = "interpreters"

    def ready(self) -> None:
        from egnatia.exchange import inbox, outbox
        from egnatia.kernel import subjects
        from egnatia.node.interpreters import receiving, tasks  # noqa: F401  the jobs
        from egnatia.node.interpreters.register import actions as registering  # noqa: F401  binds the effects of the procedures
        from egnatia.node.interpreters.register import selectors as register
        from egnatia.node.interpreters.sessions import selectors as sessions

        inbox.register("pool", receiving.word, from_hub=True)
        outbox.when_refused["pool_request"] = outbox.when_refused["pool_choice"] = receiving.refused
        subjects.register_sections("interpreter", register.sections)
        subjects.register_sections("premises", register.premises_sections)
        subjects.register_sections("pool_session", sessions.sections)
