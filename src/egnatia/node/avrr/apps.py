from django.apps import AppConfig


class AvrrConfig(AppConfig):
    name = "egnatia.node.avrr"
    label = "avrr"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.avrr import actions, selectors  # noqa: F401  binds the effects of the procedures
        from egnatia.node.avrr.reintegration import actions as plan_actions  # noqa: F401
        from egnatia.node.avrr.reintegration import selectors as plans

        subjects.register_sections("reintegration", plans.sections)
        subjects.register_sections("avrr", selectors.sections)
        subjects.register_sections("outreach", selectors.outreach_sections)
