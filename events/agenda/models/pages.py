"""The agenda and the pages in it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, Panel

from cms.blocks.pages import BodyPage, body_field
from cms.pages.models import BasePage
from events.agenda.enums import MeetingKind


class AgendaPage(BasePage):
    """Everything that takes place, as a list and by month."""

    template = "events/agenda/agenda_page.html"
    icon = "calendar"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["agenda.WorkshopPage", "speaking.SpeakerEngagementPage"]
    max_count = 1
    page_description = "Alle workshops, bijeenkomsten en spreekbeurten."

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agenda's"


class WorkshopPage(BodyPage):
    """A workshop, meeting or webinar; when it takes place stands in its sessions."""

    meeting_kind = models.CharField("soort", max_length=12, choices=MeetingKind, default=MeetingKind.WORKSHOP)
    audience = models.CharField("voor wie", max_length=250, blank=True, help_text="Eén zin: wie komt hier iets halen?")
    body = body_field(
        ("text", "<h2>Wat gaat u doen?</h2><p></p>"),
        ("text", "<h2>Programma</h2><p></p>"),
    )

    template = "events/agenda/workshop_page.html"
    kind = "workshop"
    icon = "calendar"
    parent_page_types: ClassVar[list[str]] = ["agenda.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een workshop, bijeenkomst of webinar."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("meeting_kind"),
        FieldPanel("audience"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "workshop of bijeenkomst"
        verbose_name_plural = "workshops en bijeenkomsten"

    def get_date(self) -> datetime | None:
        """Return the start of the next session that takes place, else of the last one that there was."""
        if not self.pk:
            return None
        sessions = self.sessions.public()
        upcoming = sessions.coming(timezone.now()).order_by("start").first()
        session = upcoming or sessions.order_by("-start").first()
        return session.start if session else None
