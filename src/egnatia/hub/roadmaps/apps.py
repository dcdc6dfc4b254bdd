from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "egnatia.hub.roadmaps"
    label = "roadmaps"

    def ready(self) -> None:
        from egnatia.hub.logframe import rights
        from egnatia.hub.roadmaps import actions, selectors, tasks  # noqa: F401  binds the effects of the procedures
        from egnatia.hub.roadmaps.missions import actions as _missions  # noqa: F401
        from egnatia.hub.roadmaps.missions import selectors as missions
        from egnatia.hub.roadmaps.models import Mission
        from egnatia.hub.roadmaps.recommendations import actions as _recommendations  # noqa: F401
        from egnatia.hub.roadmaps.recommendations import selectors as recommendations
        from egnatia.kernel import subjects

        rights.owners.add("roadmap")
        rights.shared |= {"roadmap", "recommendation", "mission"}
        rights.answered_by.append(lambda party: Mission.objects.filter(activity__lead=party))
        rights.own_tasks.add("REVIEW")
        subjects.register_sections("roadmap", selectors.sections)
        subjects.register_sections("recommendation", recommendations.sections)
        subjects.register_sections("mission", missions.sections)
