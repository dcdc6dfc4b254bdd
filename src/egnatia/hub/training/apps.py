from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "egnatia.hub.training"
    label = "training"

    def ready(self) -> None:
        from egnatia.hub.training import actions, selectors  # noqa: F401  binds the effects of the procedures
        from egnatia.hub.training.sessions import actions as holding  # noqa: F401
        from egnatia.hub.training.sessions import selectors as sessions
        from egnatia.hub.training.trainers import actions as keeping  # noqa: F401
        from egnatia.kernel import subjects

        subjects.register_sections("training_module", selectors.sections)
        subjects.register_sections("training_session", sessions.sections)
        subjects.register_sections("trainer", sessions.trainer_sections)
