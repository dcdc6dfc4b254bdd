from django.apps import AppConfig


class BorderConfig(AppConfig):
    name = "egnatia.node.border"
    label = "border"

    def ready(self) -> None:
        from egnatia.kernel import subjects
        from egnatia.node.border import actions, selectors  # noqa: F401  binds the effects of the procedures

        subjects.register_sections("border_act", selectors.act_sections)
        subjects.register_sections("false_document", selectors.false_document_sections)
        subjects.register_sections("facilitation", selectors.facilitation_sections)
