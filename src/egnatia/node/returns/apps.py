from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "egnatia.node.returns"
    label = "returns"

    def ready(self) -> None:
        from egnatia.exchange import inbox
        from egnatia.kernel import subjects
        from egnatia.kernel.engine.run import watchers
        from egnatia.node.asylum.actions import after_grant
        from egnatia.node.avrr.selectors import about_a_country
        from egnatia.node.coi import where_used
        from egnatia.node.protection import presumption
        from egnatia.node.registration.actions import heard_again
        from egnatia.node.registration.selectors import matters_again
        from egnatia.node.returns import actions, pausing, sections, selectors
        from egnatia.node.returns.cooperation import actions as cooperation_actions  # noqa: F401
        from egnatia.node.returns.cooperation import selectors as cooperation
        from egnatia.node.returns.decision import actions as deciding  # noqa: F401
        from egnatia.node.returns.detention import actions as detaining
        from egnatia.node.returns.detention import selectors as detention
        from egnatia.node.returns.monitoring import actions as monitoring_actions  # noqa: F401
        from egnatia.node.returns.monitoring import selectors as monitoring
        from egnatia.node.returns.operations import actions as operating
        from egnatia.node.returns.operations import receiving
        from egnatia.node.returns.operations import selectors as operations
        from egnatia.node.returns.readmission import actions as readmitting
        from egnatia.node.returns.readmission import selectors as readmission
        from egnatia.node.returns.removal import actions as removing  # noqa: F401

        for code in ("registration", "asylum", "temporary_protection"):
            watchers.setdefault(code, []).append(pausing.frozen_by_a_claim)
        watchers.setdefault("needs", []).append(pausing.needs_are_looked_at)
        heard_again.append(pausing.heard_again)
        matters_again.append(pausing.matters_again)
        presumption.consequences.append(detaining.when_a_need_is_found)
        after_grant.append(pausing.ended_by_a_grant)
        about_a_country.append(cooperation.fact_sheet)
        pausing.when_stopped += [operating.when_a_return_stops, readmitting.when_a_return_stops, detaining.when_a_return_stops]
        where_used.rooms.append((selectors.uses_of, actions.ask_to_look_at_danger))
        inbox.register("seats_calls", receiving.call, from_hub=True)
        inbox.register("seats_offers", receiving.offer, from_hub=True)
        subjects.register_sections("return", sections.sections)
        subjects.register_sections("detention", detention.sections)
        subjects.register_sections("readmission", readmission.sections)
        subjects.register_sections("cooperation", cooperation.sections)
        subjects.register_sections("return_operation", operations.sections)
        subjects.register_sections("seats_offer", operations.offer_sections)
        subjects.register_sections("return_monitoring", monitoring.sections)
        subjects.register_sections("monitor_finding", monitoring.finding_sections)
        subjects.register_sections("return_gaps", monitoring.gap_sections)
