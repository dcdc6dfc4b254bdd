from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "egnatia.hub.programme"
    label = "programme"

    def ready(self) -> None:
        from egnatia.hub.logframe import rights
        from egnatia.hub.programme import figures
        from egnatia.hub.programme.contracts import actions as _contracts  # noqa: F401  binds the effects of the procedures
        from egnatia.hub.programme.contracts import selectors as contracts
        from egnatia.hub.programme.models import Priority
        from egnatia.hub.programme.phases import actions as _phases  # noqa: F401
        from egnatia.hub.programme.phases import selectors as phases
        from egnatia.hub.programme.priorities import actions as _priorities  # noqa: F401
        from egnatia.hub.programme.priorities import selectors as priorities
        from egnatia.kernel import subjects

        rights.owners.add("contract")
        rights.shared |= {"phase", "contract", "priority"}
        rights.answered_by.append(lambda party: Priority.objects.filter(party=party))
        rights.ended.add("closed")
        figures.register_all()
        subjects.register_sections("phase", phases.sections)
        subjects.register_sections("contract", contracts.sections)
        subjects.register_sections("priority", priorities.sections)
