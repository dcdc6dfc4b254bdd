from django.urls import path

from egnatia.web import signing_in, views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("language/", signing_in.language, name="language"),
    path("health/", views.health, name="health"),
    path("progress/", views.demo_progress, name="demo_progress"),
    path("cases/<uuid:case_id>/", views.case_page, name="case"),
    path("cases/<uuid:case_id>/do/<slug:action>/", views.act, name="act"),
    path("new/<slug:procedure>/<slug:action>/", views.start, name="start"),
]
