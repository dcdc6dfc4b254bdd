from django.apps import AppConfig


class OverlaysConfig(AppConfig):
    name = "egnatia.overlays"
    label = "overlays"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.overlays import actions, selectors  # noqa: F401  binds the effects

        subjects.register_sections("rule", selectors.sections)
        subjects.register_sections("list_entry", selectors.entry_sections)
        subjects.register_sections("transposition", selectors.stage_sections)
