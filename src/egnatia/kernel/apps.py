from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "egnatia.kernel"
    label = "kernel"

    def ready(self) -> None:
        from egnatia.kernel.access import urls  # noqa: F401  registers the check of URL rules
        from egnatia.kernel.engine import checks  # noqa: F401  registers the check of procedures
