from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "egnatia.node.protection"
    label = "protection"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.kernel.engine import run
        from egnatia.node.protection import actions, presumption, selectors
        from egnatia.node.protection.age import actions as age  # noqa: F401
        from egnatia.node.protection.age import selectors as ages
        from egnatia.node.protection.best_interests import actions as interests  # noqa: F401
        from egnatia.node.protection.best_interests import selectors as best
        from egnatia.node.protection.guardians import actions as guardians
        from egnatia.node.protection.guardians import selectors as guardianships
        from egnatia.node.protection.tracing import actions as tracing  # noqa: F401
        from egnatia.node.protection.tracing import selectors as tracings

        subjects.register_sections("best_interests", best.sections)
        subjects.register_appointments(best.appointments)
        subjects.register_sections("tracing", tracings.sections)
        run.followers += [guardians.follow_child, actions.follow_priority]
        subjects.register_everywhere(selectors.what_to_do)
        presumption.consequences.append(guardians.ask_when_alone)
        subjects.register_sections("guardian_strain", guardianships.strain_sections)
        subjects.register_sections("needs", selectors.sections)
        subjects.register_sections("age", ages.sections)
        subjects.register_sections("guardian", guardianships.register_sections)
        subjects.register_sections("guardianship", guardianships.sections)
        subjects.register_sections("missing_child", guardianships.missing_sections)
