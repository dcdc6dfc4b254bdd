from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "egnatia.hub.analysis"
    label = "analysis"
