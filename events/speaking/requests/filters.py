"""How staff narrow the list of requests."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from events.speaking.requests.enums import RequestStatus
from events.speaking.requests.models import SpeakingRequest
from events.speaking.requests.permissions import handlers


class RequestFilterSet(WagtailFilterSet):
    """By what there is to do, status and handler."""

    todo = django_filters.ChoiceFilter(
        label="Te doen",
        choices=[("open", "Nog niet klaar"), ("late", "Te laat"), ("free", "Zonder behandelaar")],
        empty_label="Alles",
        method="narrow",
        widget=forms.RadioSelect,
    )
    status = django_filters.MultipleChoiceFilter(
        label="Stand", choices=RequestStatus.choices, widget=forms.CheckboxSelectMultiple
    )
    owner = django_filters.ModelChoiceFilter(label="Behandelaar", queryset=lambda _request: handlers())

    class Meta:
        model = SpeakingRequest
        fields: list[str] = []

    def narrow(self, requests: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep what there is to do."""
        unfinished: Any = requests.unfinished()  # type: ignore[attr-defined]
        kept = {
            "open": unfinished,
            "late": unfinished.late(timezone.localdate()),
            "free": unfinished.filter(owner=None),
        }
        return kept[value]
