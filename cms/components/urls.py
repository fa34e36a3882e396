"""The overview of components; served only where the settings say so."""

from django.urls import path

from cms.components.views import ComponentsView, TokensView

app_name = "components"
urlpatterns = [
    path("", ComponentsView.as_view(), name="overview"),
    path("stijl/", TokensView.as_view(), name="tokens"),
]
