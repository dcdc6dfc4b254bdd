from django.apps import AppConfig


class OverlaysConfig(AppConfig):
    name = "egnatia.overlays"
    label = "overlays"
