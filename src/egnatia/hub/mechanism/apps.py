from django.apps import AppConfig


class MechanismConfig(AppConfig):
    name = "egnatia.hub.mechanism"
    label = "mechanism"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.hub.mechanism import actions, receiving, selectors  # noqa: F401  binds the effects of the procedures
        from egnatia.kernel import subjects

        inbox.register("sop_adoption", receiving.adoption)
        inbox.register("budget_use", receiving.use)
        subjects.register_sections("edition", selectors.edition_sections)
        subjects.register_sections("budget", selectors.budget_sections)
