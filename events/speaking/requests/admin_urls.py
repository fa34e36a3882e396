"""The addresses of the screens for requests, below /beheer/spreekverzoeken/."""

from django.urls import path

from events.speaking.requests.admin_views import RequestDetailView, RequestIndexView, RequestPlanView, RequestStepView
from events.speaking.requests.commands import COMMANDS

app_name = "speaking_requests"
urlpatterns = [
    path("", RequestIndexView.as_view(), name="index"),
    path("resultaten/", RequestIndexView.as_view(results_only=True), name="results"),
    path("<int:pk>/", RequestDetailView.as_view(), name="detail"),
    path("<int:pk>/planning/", RequestPlanView.as_view(), name="plan"),
    *(
        path(f"<int:pk>/{command.slug}/", RequestStepView.as_view(command=command), name=command.step.value)
        for command in COMMANDS
    ),
]
