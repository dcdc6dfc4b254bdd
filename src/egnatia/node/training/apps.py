from django.apps import AppConfig


class TrainingHereConfig(AppConfig):
    name = "egnatia.node.training"
    label = "learning"

    def ready(self) -> None:
        from egnatia.exchange import inbox, outbox
        from egnatia.kernel import subjects
        from egnatia.node.interpreting.selectors import about_nobody
        from egnatia.node.training import receiving, selectors, tasks  # noqa: F401  the jobs
        from egnatia.node.training.needs import actions as needing  # noqa: F401  binds the effects of the procedures

        about_nobody["session_request"] = frozenset({"asked", "planned"})
        inbox.register("training_programme", receiving.programme, from_hub=True)
        inbox.register("training", receiving.word, from_hub=True)
        outbox.when_refused["training_nomination"] = outbox.when_refused["training_candidate"] = receiving.refused
        outbox.when_refused["training_withdrawal"] = receiving.withdrawn_too_late
        outbox.when_refused["training_request"] = receiving.refused
        subjects.register_sections("learner", selectors.learner_sections)
        subjects.register_sections("nomination", selectors.nomination_sections)
        subjects.register_sections("session_request", selectors.wanted_sections)
        subjects.register_sections("training_need", selectors.need_sections)
