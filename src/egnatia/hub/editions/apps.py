from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "egnatia.hub.editions"
    label = "editions"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.hub.editions import receiving

        inbox.register("coi_edition", receiving.edition)
        inbox.register("coi_edition_withdrawn", receiving.withdrawal)
