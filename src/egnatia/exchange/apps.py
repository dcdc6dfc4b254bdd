from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "egnatia.exchange"
    label = "exchange"
