from django.apps import AppConfig


class IntegrationConfig(AppConfig):
    name = "egnatia.node.integration"
    label = "integration"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.asylum.actions import after_grant
        from egnatia.node.integration import actions, selectors

        after_grant.append(actions.begin)
        subjects.register_sections("integration", selectors.sections)
