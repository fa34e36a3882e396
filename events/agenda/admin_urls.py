"""The addresses of the screen for sessions, below /beheer/agenda/<id of the page>/bijeenkomsten/."""

from django.urls import path

from events.agenda.commands import COMMANDS
from events.agenda.views import SessionCommandView, SessionCreateView, SessionEditView, SessionIndexView

app_name = "agenda_sessions"
urlpatterns = [
    path("", SessionIndexView.as_view(), name="index"),
    path("nieuw/", SessionCreateView.as_view(), name="add"),
    path("<int:pk>/", SessionEditView.as_view(), name="edit"),
    *(
        path(f"<int:pk>/{command.slug}/", SessionCommandView.as_view(command=command), name=command.name)
        for command in COMMANDS
    ),
]
