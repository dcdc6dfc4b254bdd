from django.apps import AppConfig
from django.conf import settings


class ConfConfig(AppConfig):
    name = "egnatia.conf"
    label = "conf"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from egnatia.kernel.access.roles import EVERYONE, FIELD_STAFF, WITH_GUARDIANS, Role
        from egnatia.web.navigation import Item, add

        if settings.IS_NODE:
            add(Item("home", _("Work queue"), EVERYONE, 10))
            add(Item("my_sessions", _("My bookings"), frozenset({Role.INTERPRETER}), 5))
            add(Item("interpreters", _("Interpreters"), frozenset({Role.INTERPRETING_COORDINATOR}), 12))
            add(Item("children", _("My children"), frozenset({Role.GUARDIAN}), 5))
            add(Item("search", _("Search"), FIELD_STAFF, 20))
            add(Item("check_document", _("Check a document"), FIELD_STAFF, 30))
            add(Item("materials", _("Leaflets and guides"), WITH_GUARDIANS | {Role.LEGAL_OFFICER}, 40))
            add(Item("services", _("Service directory"), WITH_GUARDIANS, 38))
            add(Item("referrals", _("Referrals"), FIELD_STAFF | {Role.STATISTICIAN}, 39))
            from egnatia.node.avrr.views import READERS as avrr_readers

            add(Item("voluntary_return", _("Voluntary return"), avrr_readers, 44))
            from egnatia.node.returns.views import READERS as return_readers

            add(Item("returns", _("Return"), return_readers, 46))
            add(Item("monitor", _("Monitoring of returns"), frozenset({Role.RETURN_MONITOR}), 6))
            carers = frozenset({Role.RECEPTION_OFFICER, Role.ASYLUM_CASEWORKER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
            add(Item("reception", _("Reception"), carers, 42))
            add(Item("integration", _("Integration outcomes"), frozenset({Role.INTEGRATION_OFFICER, Role.SERVICE_PROVIDER, Role.STATISTICIAN}), 43))
            add(Item("caseload", _("Caseload"), frozenset({Role.ASYLUM_CASEWORKER}), 41))
            add(Item("coi", _("Country information"), frozenset({Role.ASYLUM_CASEWORKER, Role.LEGAL_OFFICER}), 45))
            add(Item("training", _("Training"), frozenset({Role.TRAINING_COORDINATOR}), 8))
            add(Item("releases", _("Monthly figures"), frozenset({Role.STATISTICIAN, Role.RELEASE_APPROVER}), 60))
            add(Item("readiness", _("Readiness for EU systems"), frozenset({Role.STATISTICIAN, Role.RELEASE_APPROVER, Role.LEGAL_OFFICER}), 75))
            add(Item("retention", _("Keeping and erasure"), frozenset({Role.DATA_PROTECTION_OFFICER, Role.LEGAL_OFFICER}), 77))
            add(Item("rules", _("Law and time limits"), EVERYONE, 80))
            add(Item("staff", _("Staff and units"), frozenset({Role.ADMINISTRATOR}), 70))
        else:
            add(Item("home", _("Work queue"), frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.PROGRAMME_PARTNER, Role.POOL_COORDINATOR}), 5))
            add(Item("pool", _("Interpreter pool"), frozenset({Role.POOL_COORDINATOR}), 7))
            add(Item("trainers", _("Trainer pool"), frozenset({Role.PROGRAMME_OFFICER}), 39))
            add(Item("training_outcomes", _("What training came to"), frozenset({Role.PROGRAMME_OFFICER}), 40))
            add(Item("curriculum", _("Curriculum"), EVERYONE, 38))
            add(Item("pool_demand", _("Demand for interpreters"), EVERYONE, 37))
            add(Item("staff", _("Staff and units"), frozenset({Role.ADMINISTRATOR}), 70))
            roadmap_readers = frozenset({Role.PROGRAMME_OFFICER, Role.PROGRAMME_PARTNER, Role.ANALYST})
            add(Item("roadmaps", _("Roadmaps"), roadmap_readers, 41))
            add(Item("posts", _("News and updates"), frozenset({Role.PROGRAMME_OFFICER, Role.PROGRAMME_PARTNER}), 45))
            add(Item("events", _("Events"), roadmap_readers, 44))
            add(Item("programme", _("Programme"), roadmap_readers, 43))
            add(Item("coverage", _("Recommendations"), roadmap_readers, 42))
            add(Item("mechanism", _("Voluntary return"), EVERYONE, 35))
            add(Item("operations", _("Seats on return operations"), EVERYONE, 36))
            add(Item("shared_editions", _("Country information"), EVERYONE, 34))
            add(Item("region", _("The region"), EVERYONE, 10))
            add(Item("completeness", _("Completeness"), EVERYONE, 20))
            add(Item("history", _("Published history"), EVERYONE, 30))
            add(Item("rules", _("Law and time limits"), EVERYONE, 80))
