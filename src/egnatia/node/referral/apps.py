from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "egnatia.node.referral"
    label = "referral"

    def ready(self) -> None:
        from egnatia.exchange import inbox, outbox
        from egnatia.kernel import subjects
        from egnatia.kernel.engine.run import followers
        from egnatia.node.referral import actions, selectors, sending  # noqa: F401  binds the effects of the procedure
        from egnatia.node.referral.abroad import receiving
        from egnatia.node.referral.abroad import selectors as abroad
        from egnatia.node.referral.directory import actions as directory_actions  # noqa: F401
        from egnatia.node.referral.directory import selectors as directory
        from egnatia.node.referral.handover import actions as handover_actions  # noqa: F401
        from egnatia.node.referral.handover import selectors as handovers

        outbox.still_allowed["referral"] = sending.may_still_go
        outbox.when_refused |= {"referral": sending.was_refused, "referral_over": sending.was_refused}
        followers.append(sending.shield)
        inbox.register("referral", receiving.taken)
        inbox.register("referral_over", receiving.over)
        inbox.register("referral_answer", receiving.answered)
        subjects.register_sections("referral_in", abroad.sections)
        subjects.register_sections("handover", handovers.sections)
        subjects.register_sections("referral", selectors.sections)
        subjects.register_sections("service", directory.sections)
