from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "egnatia.hub.training"
    label = "training"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.hub.training import actions, receiving, selectors, tasks  # noqa: F401  binds the effects of the procedures and the jobs
        from egnatia.hub.training.certificates import actions as certifying  # noqa: F401
        from egnatia.hub.training.certificates import selectors as certificates
        from egnatia.hub.training.materials import actions as collecting  # noqa: F401
        from egnatia.hub.training.materials import selectors as materials
        from egnatia.hub.training.sessions import actions as holding  # noqa: F401
        from egnatia.hub.training.sessions import selectors as sessions
        from egnatia.hub.training.trainers import actions as keeping  # noqa: F401
        from egnatia.kernel import subjects

        inbox.register("training_nomination", receiving.nomination)
        inbox.register("training_withdrawal", receiving.withdrawal)
        inbox.register("training_request", receiving.request)
        inbox.register("training_candidate", receiving.candidate)
        inbox.register("training_needs", receiving.needs)
        inbox.register("training_quality", receiving.quality)
        subjects.register_sections("training_certificate", certificates.sections)
        subjects.register_sections("training_material", materials.sections)
        subjects.register_sections("training_module", selectors.sections)
        subjects.register_sections("training_session", sessions.sections)
        subjects.register_sections("trainer", sessions.trainer_sections)
