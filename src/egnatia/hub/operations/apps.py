from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "egnatia.hub.operations"
    label = "operations"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.hub.operations import receiving

        inbox.register("seats_call", receiving.call)
        inbox.register("seats_offer", receiving.offer)
