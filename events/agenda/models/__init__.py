"""The agenda: workshops and meetings, and when they take place."""

from events.agenda.models.pages import AgendaPage, WorkshopPage
from events.agenda.models.sessions import EventSession

__all__ = ["AgendaPage", "EventSession", "WorkshopPage"]
