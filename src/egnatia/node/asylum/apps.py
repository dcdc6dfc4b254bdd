from django.apps import AppConfig


class AsylumConfig(AppConfig):
    name = "egnatia.node.asylum"
    label = "asylum"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.asylum import actions, selectors
        from egnatia.node.asylum.decision import actions as deciding  # noqa: F401  binds the effects of the procedure
        from egnatia.node.asylum.evidence import actions as weighing
        from egnatia.node.asylum.evidence import selectors as evidence
        from egnatia.node.asylum.interview import actions as hearing  # noqa: F401
        from egnatia.node.asylum.interview import selectors as interviews
        from egnatia.node.asylum.quality import actions as reviewing  # noqa: F401
        from egnatia.node.asylum.quality import selectors as reviews
        from egnatia.node.coi import where_used
        from egnatia.node.protection import presumption
        from egnatia.node.referral.disclosing import seeks_protection
        from egnatia.node.registration.actions import after_lodging
        from egnatia.node.registration.gates import still_examined

        where_used.rooms.append((evidence.uses_of, weighing.ask_to_review))
        seeks_protection.append(selectors.asks_or_has)
        after_lodging.append(actions.begin)
        still_examined.append(selectors.is_examined)
        presumption.consequences.append(actions.back_to_regular)
        subjects.register_sections("asylum", selectors.sections)
        subjects.register_sections("quality_review", reviews.sections)
        subjects.register_sections("quality_sample", reviews.sample_sections)
        subjects.register_appointments(interviews.appointments)
