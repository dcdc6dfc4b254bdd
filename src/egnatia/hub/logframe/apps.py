from django.apps import AppConfig


class LogframeConfig(AppConfig):
    name = "egnatia.hub.logframe"
    label = "logframe"

    def ready(self) -> None:
        from egnatia.hub.logframe.activities import actions as _activities  # noqa: F401  binds the effects of the procedures
        from egnatia.hub.logframe.activities import selectors as activities
        from egnatia.hub.logframe.indicators import actions as _indicators  # noqa: F401
        from egnatia.hub.logframe.indicators import selectors as indicators
        from egnatia.hub.logframe.parties import actions as _parties  # noqa: F401
        from egnatia.hub.logframe.parties import selectors as parties
        from egnatia.hub.logframe.progress import actions as _progress  # noqa: F401
        from egnatia.hub.logframe.progress import selectors as progress
        from egnatia.hub.logframe.results import actions as _results  # noqa: F401
        from egnatia.hub.logframe.results import selectors as results
        from egnatia.kernel import subjects

        subjects.register_sections("party", parties.sections)
        subjects.register_sections("result", results.sections)
        subjects.register_sections("risk", results.risk_sections)
        subjects.register_sections("indicator", indicators.sections)
        subjects.register_sections("progress", progress.sections)
        subjects.register_sections("activity", activities.sections)
