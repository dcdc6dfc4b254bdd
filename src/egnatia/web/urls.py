from django.urls import path

from egnatia.web import casework, components, language, queue, status

urlpatterns = [
    path("", queue.home, name="home"),
    path("filters/", queue.save_filter, name="save_filter"),
    path("notices/", queue.notice_page, name="notices"),
    path("language/", language.language, name="language"),
    path("health/", status.health, name="health"),
    path("metrics/", status.metrics, name="metrics"),
    path("progress/", status.demo_progress, name="demo_progress"),
    path("components/", components.components, name="components"),
    path("cases/<uuid:case_id>/", casework.case_page, name="case"),
    path("cases/<uuid:case_id>/do/<slug:action>/", casework.act, name="act"),
    path("new/<slug:procedure>/<slug:action>/", casework.start, name="start"),
]
