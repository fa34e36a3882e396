"""The addresses of registering that stand below no workshop."""

from django.urls import path
from django.views.generic import TemplateView

from events.registration.visitors.again import link_again
from events.registration.visitors.certificate import CertificatePdfView, CertificateView
from events.registration.visitors.evaluation import evaluation
from events.registration.visitors.own import ChangeView, DataView, StatusView, StepView

app_name = "registration"
urlpatterns = [
    path("aanmelding/link-opnieuw/", link_again, name="link_again"),
    path(
        "aanmelding/link-verstuurd/",
        TemplateView.as_view(template_name="events/registration/link_sent.html"),
        name="link_sent",
    ),
    path(
        "aanmelding/gewist/",
        TemplateView.as_view(template_name="events/registration/forgotten.html"),
        name="forgotten",
    ),
    path("aanmelding/<str:token>/", StatusView.as_view(), name="own"),
    path("aanmelding/<str:token>/wijzigen/", ChangeView.as_view(), name="change"),
    path("aanmelding/<str:token>/gegevens/", DataView.as_view(), name="data"),
    path("aanmelding/<str:token>/bewijs/", CertificateView.as_view(), name="certificate"),
    path("aanmelding/<str:token>/bewijs.pdf", CertificatePdfView.as_view(), name="certificate_pdf"),
    path(
        "evaluatie/bedankt/", TemplateView.as_view(template_name="events/registration/evaluated.html"), name="evaluated"
    ),
    path("evaluatie/<str:token>/", evaluation, name="evaluation"),
    path("aanmelding/<str:token>/<slug:path>/", StepView.as_view(), name="step"),
]
