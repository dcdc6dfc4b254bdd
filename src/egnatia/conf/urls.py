"""URLs of this deployment: the shell, and the rooms of its role."""

from django.conf import settings
from django.urls import include, path

from egnatia.exchange import views as exchange
from egnatia.overlays import views as overlays
from egnatia.web import api

urlpatterns = [
    path("", include("egnatia.web.urls")),
    path("", include("egnatia.staff.urls")),
    path("api/v1/", include((api.patterns(), "api-1"))),
    path("rules/", overlays.rules, name="rules"),
    path("exchange/<slug:node>/<int:sequence>", exchange.envelope, name="exchange"),
    path("rules/conformance.pdf", overlays.conformance, name="conformance"),
]
if settings.IS_NODE:
    from egnatia.node.asylum.caseload import views as caseload
    from egnatia.node.asylum.decision import views as decisions
    from egnatia.node.asylum.evidence import views as evidence
    from egnatia.node.asylum.interview import views as interviews
    from egnatia.node.asylum.quality import views as quality
    from egnatia.node.avrr import views as avrr
    from egnatia.node.coi import views as coi
    from egnatia.node.coi.research import views as coi_research
    from egnatia.node.information import views as information
    from egnatia.node.integration import views as integration
    from egnatia.node.interop import views as interop
    from egnatia.node.interpreting import views as interpreting
    from egnatia.node.people import views as people
    from egnatia.node.protection.guardians import views as guardians
    from egnatia.node.reception import views as reception
    from egnatia.node.referral import views as referral
    from egnatia.node.referral.directory import views as directory
    from egnatia.node.registration import views as registration
    from egnatia.node.release import views as release
    from egnatia.node.returns import views as returns
    from egnatia.node.rights import views as rights
    from egnatia.node.screening import views as screening
    from egnatia.node.training import views as learning

    urlpatterns += [
        path("search/", people.search, name="search"),
        path("documents/check/", registration.check, name="check_document"),
        path("documents/<uuid:document_id>.pdf", registration.document, name="document"),
        path("screenings/<uuid:case_id>/form.pdf", screening.form, name="screening_form"),
        path("screenings/<uuid:case_id>/copy.pdf", screening.copy, name="screening_copy"),
        path("screenings/<uuid:case_id>/form-<int:number>.pdf", screening.version, name="screening_version"),
        path("asylum/caseload/", caseload.board, name="caseload"),
        path("asylum/caseload/allocate/", caseload.allocate, name="caseload_allocate"),
        path("asylum/quality/", quality.board, name="quality"),
        path("asylum/recordings/<uuid:recording_id>/", interviews.recording, name="interview_recording"),
        path("asylum/<uuid:case_id>/country-information.zip", evidence.country_information, name="asylum_country_information"),
        path("asylum/decisions/<uuid:decision_id>.pdf", decisions.document, name="asylum_decision"),
        path("country-information/", coi.shelf, name="coi"),
        path("country-information/search/", coi.search, name="coi_search"),
        path("country-information/<uuid:source_id>/", coi.document, name="coi_document"),
        path("country-information/sources/<uuid:publisher_id>/", coi.source, name="coi_source"),
        path("country-information/<uuid:source_id>/file/", coi.file, name="coi_file"),
        path("country-information/shared/<uuid:shared_id>/", coi_research.shared, name="coi_shared"),
        path("country-information/reports/", coi_research.board, name="coi_reports"),
        path("country-information/reports/<uuid:edition_id>/", coi_research.edition, name="coi_report"),
        path("country-information/reports/<uuid:edition_id>.json", coi_research.data, name="coi_report_data"),
        path("interpreters/", interpreting.interpreters, name="interpreters"),
        path("interpreters/pay/<str:month>.csv", interpreting.pay_sheet, name="pay_sheet"),
        path("my-sessions/", interpreting.my_sessions, name="my_sessions"),
        path("calendar/<str:key>.ics", interpreting.calendar, name="interpreter_calendar"),
        path("training/", learning.board, name="training"),
        path("training/certificates/<uuid:case_id>.pdf", learning.certificate, name="training_certificate"),
        path("training/certificates/<uuid:case_id>.jwt", learning.badge, name="training_badge"),
        path("reception/", reception.places, name="reception"),
        path("integration/", integration.outcomes, name="integration"),
        path("referrals/", referral.referrals, name="referrals"),
        path("voluntary-return/", avrr.figures_page, name="voluntary_return"),
        path("voluntary-return/<uuid:case_id>/declaration.pdf", avrr.declaration, name="avrr_declaration"),
        path("voluntary-return/<uuid:case_id>/plan.pdf", avrr.plan, name="reintegration_plan"),
        path("voluntary-return/procedure/", avrr.harmonised_procedure, name="harmonised_procedure"),
        path("returns/", returns.figures_page, name="returns"),
        path("returns/decisions/<uuid:decision_id>.pdf", returns.decision, name="return_decision"),
        path("returns/decisions/<uuid:decision_id>/notification.pdf", returns.notification, name="return_notification"),
        path("returns/<uuid:case_id>/fitness.pdf", returns.fitness, name="return_fitness"),
        path("returns/operations/<uuid:case_id>/manifest.pdf", returns.manifest, name="return_manifest"),
        path("returns/told/<uuid:told_id>.pdf", returns.readmission_form, name="readmission_form"),
        path("monitoring/", returns.monitor, name="monitor"),
        path("monitoring/<uuid:case_id>/notebook/", returns.read_notebook, name="notebook"),
        path("monitoring/<uuid:case_id>/report.pdf", returns.report, name="monitor_report"),
        path("referrals/<uuid:case_id>/agreement.pdf", referral.agreement, name="agreement"),
        path("packages/<str:token>/", referral.package, name="package"),
        path("services/", directory.services, name="services"),
        path("services/services.json", directory.export, name="directory_export"),
        path("children/", guardians.children, name="children"),
        path("materials/", information.materials, name="materials"),
        path("materials/<uuid:translation_id>.pdf", information.material, name="material"),
        path("materials/<uuid:translation_id>.toml", information.source, name="material_source"),
        path("leaflets/<str:step>/<str:language>/", information.leaflet, name="leaflet"),
        path("readiness/", interop.readiness, name="readiness"),
        path("readiness/examine/", interop.examine, name="readiness_examine"),
        path("readiness/runs/<uuid:run_id>/", interop.progress, name="readiness_progress"),
        path("readiness/<slug:profile>/", interop.mapping, name="readiness_mapping"),
        path("retention/", rights.retention_page, name="retention"),
        path("releases/", release.releases, name="releases"),
        path("releases/<uuid:case_id>/preview.csv", release.preview, name="release_preview"),
    ]
else:
    from egnatia.hub.editions import views as editions
    from egnatia.hub.logframe import views as logframe
    from egnatia.hub.mechanism import views as mechanism
    from egnatia.hub.operations import views as operations
    from egnatia.hub.pool import views as pool
    from egnatia.hub.programme import views as programme
    from egnatia.hub.roadmaps import views as roadmaps
    from egnatia.hub.training import views as training
    from egnatia.hub.training.certificates import views as certificates
    from egnatia.hub.training.evaluation import views as evaluation
    from egnatia.hub.training.sessions import views as training_sessions
    from egnatia.hub.updates import public as public_updates
    from egnatia.hub.updates import views as updates
    from egnatia.hub.updates.subscribers import views as subscribers

    urlpatterns += [
        path("", include("egnatia.hub.analysis.urls")),
        path("mechanism/", mechanism.mechanism, name="mechanism"),
        path("pool/", pool.board, name="pool"),
        path("pool/week/", pool.loads, name="pool_week"),
        path("pool/demand/", pool.demand, name="pool_demand"),
        path("pool/runs/<int:run>/", pool.progress, name="pool_progress"),
        path("training/", training.curriculum, name="curriculum"),
        path("training/trainers/", training.trainers, name="trainers"),
        path("training/trainers/give/", training.give, name="trainers_give"),
        path("training/outcomes/", training.outcomes, name="training_outcomes"),
        path("training/statements.json", training.xapi, name="training_statements"),
        path("training/sessions/<uuid:case_id>/", training_sessions.people, name="training_people"),
        path("training/sessions/<uuid:case_id>/places/", training_sessions.decide, name="training_decide"),
        path("training/sessions/<uuid:case_id>/results/", training_sessions.results, name="training_results"),
        path("certificates/revoked.jwt", certificates.revoked, name="certificates_revoked"),
        path("certificates/<str:code>.jwt", certificates.badge_file, name="badge_file"),
        path("certificates/<str:code>/", certificates.certificate, name="certificate"),
        path("opinions/<str:token>/", evaluation.opinion, name="training_opinion"),
        path("operations/", operations.calls, name="operations"),
        path("country-information/", editions.shared, name="shared_editions"),
        path("country-information/<int:pk>/", editions.edition, name="shared_edition"),
        path("country-information/<int:pk>.pdf", editions.paper, name="shared_edition_paper"),
        path("roadmaps/", roadmaps.roadmaps, name="roadmaps"),
        path("roadmaps/coverage/", roadmaps.coverage, name="coverage"),
        path("roadmaps/missions/", roadmaps.mission_list, name="missions"),
        path("plans/<uuid:case_id>/", logframe.plan, name="plan"),
        path("plans/<uuid:case_id>/logframe.xlsx", logframe.workbook, name="plan_workbook"),
        path("plans/<uuid:case_id>/take/", logframe.take, name="plan_take"),
        path("plans/<uuid:case_id>/plan.<str:kind>", logframe.printed, name="plan_printed"),
        path("evidence/<uuid:pk>/", logframe.evidence, name="evidence"),
        path("events/", updates.events, name="events"),
        path("news/", updates.posts, name="posts"),
        path("news/<uuid:case_id>/preview/", updates.update_preview, name="update_preview"),
        path("updates/", public_updates.updates, name="updates"),
        path("updates/feed.atom", public_updates.atom, name="updates_atom"),
        path("updates/feed.json", public_updates.json_feed, name="updates_json"),
        path("updates/by-mail/", subscribers.subscribe, name="subscribe"),
        path("updates/by-mail/confirm/<str:token>/", subscribers.subscription, name="subscription"),
        path("updates/by-mail/leave/<str:token>/", subscribers.leave_subscription, name="leave_subscription"),
        path("updates/<slug:slug>/card.png", public_updates.card, name="update_card"),
        path("updates/<slug:slug>/", public_updates.update, name="update"),
        path("updates/<slug:slug>.pdf", public_updates.update_pdf, name="update_pdf"),
        path("updates/<slug:slug>/figures/<slug:code>/", public_updates.figure, name="update_figure"),
        path("events/public.ics", updates.events_feed, name="events_feed"),
        path("events/documents/<uuid:pk>/", updates.event_document, name="event_document"),
        path("programme/", programme.programme, name="programme"),
        path("programme/activities/", programme.activities, name="activities"),
        path("programme/priorities/", programme.priority_list, name="priorities"),
        path("programme/priorities/note.docx", programme.programming_note, name="programming_note"),
        path("programme/contracts/<uuid:case_id>/iati.xml", programme.iati_file, name="iati"),
        path("programme/contracts/<uuid:case_id>/report.<str:kind>", programme.progress_report, name="progress_report"),
        path("exchange/<slug:node>/status", exchange.status, name="exchange_status"),
    ]

handler400 = "egnatia.web.failures.bad_request"
handler500 = "egnatia.web.failures.server_error"
