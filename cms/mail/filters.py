"""How staff narrow the list of messages."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet

from cms.mail.enums import MessageState
from cms.mail.labels import kind_of
from cms.mail.models import OutgoingMessage

# By the labels that staff see in the list.
_STATES: dict[str, tuple[str, Q]] = {
    "niet-bezorgd": ("Niet bezorgd: bel even", Q(state=MessageState.FAILED)),
    "wacht": ("Wacht op verzending", Q(state__in=[MessageState.QUEUED, MessageState.SENDING])),
    "vrijgave": ("Wacht op vrijgave", Q(state=MessageState.HELD)),
    "verzonden": ("Verzonden", Q(state=MessageState.SENT, perhaps_twice=False)),
    "dubbel": ("Misschien dubbel verzonden", Q(state=MessageState.SENT, perhaps_twice=True)),
    "niet-verzonden": ("Niet verzonden", Q(state=MessageState.DROPPED)),
}


def _kinds() -> list[tuple[str, str]]:
    """Return the templates that there are messages of, by what staff call them."""
    templates = OutgoingMessage.objects.order_by().values_list("template", flat=True).distinct()
    return sorted(((template, kind_of(template)) for template in templates), key=lambda kind: kind[1])


class MessageFilterSet(WagtailFilterSet):
    """By how it stands with the message, and its kind."""

    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(name, label) for name, (label, _) in _STATES.items()],
        empty_label="Alles",
        method="narrow",
        widget=forms.RadioSelect,
    )
    template = django_filters.ChoiceFilter(label="Soort bericht", choices=_kinds, empty_label="Alles")

    class Meta:
        model = OutgoingMessage
        fields: list[str] = []

    def narrow(self, messages: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep the messages with which it stands so."""
        return messages.filter(_STATES[value][1])
