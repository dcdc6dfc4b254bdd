from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "egnatia.hub.statistics"
    label = "statistics"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.hub.statistics import receiving

        inbox.register("dataset", receiving.apply)
