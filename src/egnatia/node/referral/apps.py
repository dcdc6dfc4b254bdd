from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "egnatia.node.referral"
    label = "referral"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.referral import actions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("referral", selectors.sections)
