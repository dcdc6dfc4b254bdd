from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "egnatia.node.demo"
    label = "node_demo"
