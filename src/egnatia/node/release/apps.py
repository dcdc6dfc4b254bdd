from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "egnatia.node.release"
    label = "release"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.kernel import subjects
        from egnatia.node.coi.research import sharing
        from egnatia.node.release import actions, editions, selectors  # noqa: F401  binds the effects of the procedure

        subjects.register_sections("release", selectors.sections)
        sharing.carriers.append(editions.carry)
        inbox.register("coi_editions", editions.received, from_hub=True)
        inbox.register("coi_editions_withdrawn", editions.withdrawn, from_hub=True)
