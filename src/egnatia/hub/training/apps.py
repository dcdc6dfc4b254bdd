from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "egnatia.hub.training"
    label = "training"

    def ready(self) -> None:
        from egnatia.hub.training import actions, selectors  # noqa: F401  binds the effects of the procedure
        from egnatia.kernel import subjects

        subjects.register_sections("training_module", selectors.sections)
