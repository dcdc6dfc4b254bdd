from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "egnatia.node.referral"
    label = "referral"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.referral import actions, selectors  # noqa: F401  binds the effects of the procedure
        from egnatia.node.referral.directory import actions as directory_actions  # noqa: F401
        from egnatia.node.referral.directory import selectors as directory
        from egnatia.node.referral.handover import actions as handover_actions  # noqa: F401
        from egnatia.node.referral.handover import selectors as handovers

        subjects.register_sections("handover", handovers.sections)
        subjects.register_sections("referral", selectors.sections)
        subjects.register_sections("service", directory.sections)
