from django.apps import AppConfig


class BiometricsConfig(AppConfig):
    name = "egnatia.node.biometrics"
    label = "biometrics"
