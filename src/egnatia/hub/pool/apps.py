from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "egnatia.hub.pool"
    label = "pool"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.hub.pool import actions, receiving, selectors, tasks  # noqa: F401  binds the effects of the procedure and the jobs
        from egnatia.kernel import subjects

        inbox.register("pool_offer", receiving.offer, keep=False)
        inbox.register("pool_request", receiving.request, keep=False)
        inbox.register("pool_choice", receiving.choice, keep=False)
        inbox.register("pool_answer", receiving.answer, keep=False)
        inbox.register("pool_withdrawal", receiving.withdrawal, keep=False)
        inbox.register("pool_outcome", receiving.outcome, keep=False)
        subjects.register_sections("pool_week", selectors.sections)
