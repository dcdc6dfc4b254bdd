from django.apps import AppConfig


class AvrrConfig(AppConfig):
    name = "egnatia.node.avrr"
    label = "avrr"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.kernel import subjects
        from egnatia.node.avrr import actions, selectors  # noqa: F401  binds the effects of the procedures
        from egnatia.node.avrr.mechanism import actions as mechanism_actions  # noqa: F401
        from egnatia.node.avrr.mechanism import receiving
        from egnatia.node.avrr.mechanism import selectors as mechanism
        from egnatia.node.avrr.reintegration import actions as plan_actions  # noqa: F401
        from egnatia.node.avrr.reintegration import selectors as plans

        inbox.register("sop", receiving.edition, from_hub=True)
        inbox.register("budget", receiving.budget, from_hub=True)
        subjects.register_sections("sop_adoption", mechanism.adoption_sections)
        subjects.register_sections("budget_use", mechanism.use_sections)
        subjects.register_sections("weight_set", plans.weight_sections)
        subjects.register_sections("reintegration", plans.sections)
        subjects.register_sections("avrr", selectors.sections)
        subjects.register_sections("outreach", selectors.outreach_sections)
