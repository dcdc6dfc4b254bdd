from django.urls import path

from egnatia.hub.analysis import views

urlpatterns = [
    path("region/", views.region, name="region"),
    path("completeness/", views.completeness, name="completeness"),
    path("history/", views.history, name="history"),
    path("bulletin/<slug:period>/", views.bulletin, name="bulletin"),
    path("bulletin/<slug:period>.pdf", views.bulletin_pdf, name="bulletin_pdf"),
    path("data/WB_MONTH.csv", views.data, name="data"),
]
