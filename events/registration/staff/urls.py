"""The addresses of what staff see, below /beheer/aanmeldingen/."""

from django.urls import path

from events.registration.staff.asking import QuestionsView
from events.registration.staff.checkin import CheckInView, CheckInWorkerView, PartyView
from events.registration.staff.lists import RegistrationsView, SessionsView
from events.registration.staff.outcome import OutcomeView
from events.registration.staff.papers import NeedsView, PrintView
from events.registration.staff.registrations import AddView, CommandView, RegistrationView
from events.registration.staff.writing import NoticeView

app_name = "registration_staff"
urlpatterns = [
    path("", SessionsView.as_view(), name="sessions"),
    path("resultaten/", SessionsView.as_view(results_only=True), name="sessions_results"),
    path("<uuid:public_id>/", PartyView.as_view(), name="party"),
    path("inchecken/<uuid:public_id>/", PartyView.as_view(checkin=True), name="party_checkin"),
    path("<int:session_id>/inchecken/", CheckInView.as_view(), name="checkin"),
    path("<int:session_id>/inchecken/werker.js", CheckInWorkerView.as_view(), name="checkin_worker"),
    path("<int:session_id>/", RegistrationsView.as_view(), name="index"),
    path("<int:session_id>/resultaten/", RegistrationsView.as_view(results_only=True), name="results"),
    path("<int:session_id>/nieuw/", AddView.as_view(), name="add"),
    path("<int:session_id>/vragen/", QuestionsView.as_view(), name="questions"),
    path("<int:session_id>/lijst/", PrintView.as_view(), name="print"),
    path("<int:session_id>/wensen/", NeedsView.as_view(), name="needs"),
    path("<int:session_id>/e-mail/", NoticeView.as_view(), name="notice"),
    path("<int:session_id>/na-afloop/", OutcomeView.as_view(), name="outcome"),
    path("<int:session_id>/<int:pk>/", RegistrationView.as_view(), name="registration"),
    path("<int:session_id>/<int:pk>/<slug:slug>/", CommandView.as_view(), name="command"),
]
