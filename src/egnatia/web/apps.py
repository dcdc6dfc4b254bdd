from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "egnatia.web"
    label = "web"
