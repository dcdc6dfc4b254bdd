from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "egnatia.node.interop"
    label = "interop"
