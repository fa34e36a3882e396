"""The agenda and the pages in it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, Panel

from cms.blocks.pages import BodyPage, body_field
from cms.listing.forms import PAGE_KEY
from cms.pages.keeping import keep_no_longer
from cms.pages.models import BasePage
from events.agenda.addresses import PLACES_FILE, SESSION_KEY, HasAddresses
from events.agenda.calendar_files import WHOLE, ServesCalendar, entries_of_page
from events.agenda.display import BADGES, card_note, day, header_facts, headline, session_lines
from events.agenda.entries import AgendaEntries, Entry, coming, entries_of
from events.agenda.enums import MeetingKind, SessionState
from events.agenda.facets import FACET_NAMES
from events.agenda.listing import MONTH_KEY, SWITCH, agenda_context
from events.agenda.models.sessions import EventSession
from events.agenda.notices import MOST_SECONDS, notices_for
from events.agenda.panels import SessionsPanel


class AgendaPage(ServesCalendar, BasePage):
    """Everything that takes place, as a list and by month."""

    template = "events/agenda/agenda_page.html"
    icon = "calendar"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["agenda.WorkshopPage", "speaking.SpeakerEngagementPage"]
    max_count = 1
    known_parameters = (*FACET_NAMES, SWITCH.name, MONTH_KEY, PAGE_KEY)
    page_description = "Alle workshops, bijeenkomsten en spreekbeurten."

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agenda's"

    def entries_in_file(self, name: str) -> list[Entry]:
        """Return everything to come that everybody may see; this page has no file for one entry."""
        if name != WHOLE:
            raise Http404
        return entries_of(BasePage.objects.visible(), coming(timezone.now()))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the list or the month, and the address of the feed."""
        return {
            **super().get_context(request, *args, **kwargs),
            **agenda_context(request),
            "actions": self.calendar_actions("Zet in uw eigen agenda", request),
        }


class WorkshopPage(ServesCalendar, HasAddresses, AgendaEntries, BodyPage):
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
    found_with = ("sessions",)
    card_kinds = tuple(MeetingKind.labels)
    card_badges = BADGES
    agenda_kinds: ClassVar[dict[str, str]] = dict(MeetingKind.choices)
    agenda_relations: ClassVar[dict[str, FilteredRelation]] = {
        "session": FilteredRelation(
            "workshoppage__sessions", condition=Q(workshoppage__sessions__state__in=SessionState.public())
        )
    }
    agenda_fields: ClassVar[dict[str, Any]] = {
        "kind": F("workshoppage__meeting_kind"),
        "start": F("session__start"),
        "end": F("session__end"),
        "mode": F("session__mode"),
        "state": F("session__state"),
        "uid": F("session__uid"),
        "sequence": F("session__sequence"),
        "changed_at": F("session__changed_at"),
        "venue": F("session__venue_name"),
        "address": F("session__venue_address"),
        "city": F("session__venue_city"),
    }
    parent_page_types: ClassVar[list[str]] = ["agenda.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []
    known_parameters = (SESSION_KEY,)
    page_description = "Een workshop, bijeenkomst of webinar. Data en plaatsen vult u daarna in."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("meeting_kind"),
        FieldPanel("audience"),
        SessionsPanel(heading="Data en plaatsen"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "workshop of bijeenkomst"
        verbose_name_plural = "workshops en bijeenkomsten"

    def public_sessions(self) -> list[EventSession]:
        """Return the sessions that visitors see, in the order of their start; none for a page not saved yet."""
        return list(self.sessions.public().order_by("start", "pk")) if self.pk else []

    def get_found_names(self) -> Iterable[str]:
        """Return what kind of meeting it is and for whom, and the day and place of each session that visitors see."""
        sessions = (session for session in self.sessions.all() if session.state in SessionState.public())
        return [
            self.get_meeting_kind_display(),
            self.audience,
            *(f"{day(session.start)}, {session.venue_name}, {session.place}" for session in sessions),
        ]

    def get_date(self) -> datetime | None:
        """Return the start of the next session that takes place, else of the last one that there was."""
        session = headline(self.public_sessions(), timezone.now())
        return session.start if session else None

    def get_card_note(self) -> str:
        """Return the kind of meeting, then time and place of that session, or that it was called off."""
        return f"{self.get_meeting_kind_display()} · {card_note(self.public_sessions(), timezone.now())}"

    def get_header(self) -> dict[str, Any]:
        """Return the head of the page, with the kind of meeting, and when and where the next one is."""
        facts = header_facts(self.public_sessions(), timezone.now())
        return {**super().get_header(), "kind": self.get_meeting_kind_display(), **facts}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows, with the sessions to come and those that are over."""
        now, sessions = timezone.now(), self.public_sessions()
        ahead = [session for session in sessions if session.end > now]

        notices = notices_for(request, self, ahead, now)
        if notices:
            keep_no_longer(request, MOST_SECONDS)

        def lines(chosen: list[EventSession]) -> list[dict[str, Any]]:
            return session_lines(chosen, now, lambda uid: self.calendar_url(request, uid), notices)

        return {
            **super().get_context(request, *args, **kwargs),
            "coming_sessions": lines(ahead),
            "past_sessions": lines([session for session in reversed(sessions) if session.end <= now]),
            "places_url": f"{self.get_url(request)}{PLACES_FILE}" if notices else "",
            "calendar_url": self.calendar_url(request) if len(ahead) > 1 else "",
            "agenda_url": self.get_parent().get_url(request),
        }

    def entries_in_file(self, name: str) -> list[Entry]:
        """Return the sessions of this page."""
        return entries_of_page(entries_of(BasePage.objects.filter(pk=self.pk, live=True), Q()), name)
