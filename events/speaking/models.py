"""Speakers, and where they speak."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Orderable

from cms.blocks.downloads import as_download
from cms.blocks.pages import BodyPage, body_field
from cms.blocks.video import film_at
from cms.pages.findable_pages import PageSource
from cms.pages.findables import Key
from cms.pages.models import BasePage
from events.agenda.calendar_files import ServesCalendar, calendar_facts, entries_of_page
from events.agenda.display import hours
from events.agenda.entries import AgendaEntries, Entry, entries_of
from events.speaking.display import engagement_facts, engagement_header, is_over, speaker_list, talks_of
from events.speaking.entries import AGENDA_FIELDS
from events.speaking.enums import EngagementState
from events.speaking.forms import EngagementForm
from events.speaking.listing import KNOWN_PARAMETERS, speakers_context
from events.speaking.requests.addresses import TakesRequests
from events.speaking.requests.models import RequestStep, SpeakingRequest  # noqa: F401 - Django looks here for models

if TYPE_CHECKING:
    from cms.taxonomy.models import Organisation


class SpeakerIndexPage(TakesRequests, BasePage):
    """All speakers."""

    template = "events/speaking/speaker_index_page.html"
    icon = "microphone"
    known_parameters = KNOWN_PARAMETERS
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["speaking.SpeakerPage"]
    max_count = 1
    page_description = "Alle sprekers van het bureau."

    class Meta:
        verbose_name = "lijst van sprekers"
        verbose_name_plural = "lijsten van sprekers"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the speakers that the visitor asks for, as cards."""
        return {
            **super().get_context(request, *args, **kwargs),
            **speakers_context(self.visible_children(request), request),
            "actions": self.request_actions("Vraag een spreker aan", request),
        }


class SpeakerPage(TakesRequests, BodyPage):
    """One speaker: the page's title is the name, its image the portrait."""

    role = models.CharField("functie", max_length=120, blank=True, help_text="Bijvoorbeeld: adviseur dienstverlening.")
    body = body_field(("text", "<p>Wie is deze spreker, en waar weet zij veel van?</p>"))

    template = "events/speaking/speaker_page.html"
    kind = "spreker"
    icon = "person"
    found_with = ("topics",)
    parent_page_types: ClassVar[list[str]] = ["speaking.SpeakerIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een spreker van het bureau. De titel is de naam, de afbeelding het portret."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("role"),
        InlinePanel(
            "topics",
            heading="Kan spreken over",
            label="onderwerp",
            max_num=10,
            help_text="Een paar woorden per onderwerp. Organisatoren kiezen hieruit.",
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "spreker"
        verbose_name_plural = "sprekers"

    def get_found_names(self) -> Iterable[str]:
        """Return what the speaker does, and can speak on."""
        return [self.role, *(topic.text for topic in self.topics.all())]

    @classmethod
    def named_in(cls, ids: Collection[int]) -> Iterable[Key]:
        """Return the engagements of these speakers."""
        return {Key(PageSource.name, row.page_id) for row in EngagementSpeaker.objects.filter(speaker__in=ids)}

    def get_card_note(self) -> str:
        """Return what the speaker does."""
        return self.role

    def get_header(self) -> dict[str, Any]:
        """Return the head of the page, with what the speaker does."""
        meta = [{"icon": "person", "text": self.role}] if self.role else []
        return {**super().get_header(), "meta": meta}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the speaker can speak on, is going to speak on and has spoken on."""
        return {
            **super().get_context(request, *args, **kwargs),
            "topics": [topic.text for topic in self.topics.all()],
            **talks_of(self, request),
            "actions": self.request_actions("Vraag deze spreker aan", request),
        }


class SpeakerTopic(Orderable):
    """Something that a speaker can speak on."""

    page = ParentalKey(SpeakerPage, on_delete=models.CASCADE, related_name="topics")
    text = models.CharField("onderwerp", max_length=120)

    def __str__(self) -> str:
        return self.text


class SpeakerEngagementPage(ServesCalendar, AgendaEntries, BodyPage):
    """One talk at a municipality, congress or event; its title is the talk's, its body the recap.

    `sequence` is that of the talk in calendars (RFC 5545), raised whenever time, place or state changes.
    """

    state = models.CharField("stand", max_length=10, choices=EngagementState, default=EngagementState.PLANNED)
    start = models.DateTimeField("begin")
    end = models.DateTimeField("einde", null=True, blank=True)
    occasion = models.CharField("gelegenheid", max_length=160, help_text="Bijvoorbeeld: Week van de Dienstverlening.")
    organiser = models.CharField("organisator", max_length=120, blank=True)
    organisation = models.ForeignKey(
        "taxonomy.Organisation",
        verbose_name="gemeente",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="engagements",
        help_text="Als een gemeente de spreekbeurt organiseert.",
    )
    audience = models.CharField("publiek", max_length=160, blank=True, help_text="Voor wie wordt er gesproken?")
    place = models.CharField("plaats", max_length=120, blank=True, help_text="Zaal of gebouw, en de plaats.")
    slides = models.ForeignKey(
        "media.SiteDocument",
        verbose_name="presentatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    video_url = models.URLField(
        "film", blank=True, help_text="Adres op YouTube of Vimeo. De film laadt pas als de bezoeker daarom vraagt."
    )
    body = body_field(
        ("text", "<p>Zeg in twee zinnen wat uw publiek na afloop weet.</p><h2>Waar gaat het over?</h2><p></p>"),
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)

    template = "events/speaking/speaker_engagement_page.html"
    kind = "spreekbeurt"
    icon = "microphone"
    found_with = ("organisation", "speakers__speaker")
    base_form_class = EngagementForm
    card_badges: ClassVar[dict[str, str]] = {EngagementState.CANCELLED.label: "error"}
    agenda_kinds: ClassVar[dict[str, str]] = {"spreekbeurt": "Spreekbeurt"}
    agenda_fields = AGENDA_FIELDS
    parent_page_types: ClassVar[list[str]] = ["agenda.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een spreekbeurt bij een gemeente, op een congres of ergens anders."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("state"),
        MultiFieldPanel(["start", "end", "place"], heading="Waar en wanneer"),
        MultiFieldPanel(["occasion", "organiser", "organisation", "audience"], heading="Gelegenheid"),
        InlinePanel("speakers", heading="Sprekers", label="spreker", min_num=1, max_num=10),
        MultiFieldPanel(["slides", "video_url"], heading="Om terug te kijken"),
        FieldPanel("body", help_text="Waar gaat het over? Vul na afloop aan met een terugblik."),
    ]

    class Meta:
        verbose_name = "spreekbeurt"
        verbose_name_plural = "spreekbeurten"

    def clean(self) -> None:
        """Raise ValidationError for an end before the start, a talk held too early, and a film at an unknown host."""
        super().clean()
        errors = {}
        if self.start and self.end and self.end <= self.start:
            errors["end"] = "Het einde ligt voor het begin. Kies een einde na het begin, of laat het leeg."
        if self.start and self.state == EngagementState.HELD and self.start > timezone.now():
            errors["state"] = "Deze spreekbeurt moet nog beginnen. Kies 'Gepland', of pas het begin aan."
        if self.video_url and not film_at(self.video_url):
            errors["video_url"] = "Gebruik het adres van een film op youtube.com, youtu.be of vimeo.com."
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, with the sequence raised when calendars have to learn of something."""
        names = ("start", "end", "place", "state")
        stored = type(self).objects.filter(pk=self.pk).values_list("sequence", *names).first() if self.pk else None
        if stored:
            sequence, *facts = stored
            is_changed = calendar_facts(facts) != calendar_facts(getattr(self, name) for name in names)
            self.sequence = sequence + is_changed
        return super().save(*args, **kwargs)

    def get_date(self) -> datetime | None:
        """Return when the talk begins."""
        return self.start

    def get_found_names(self) -> Iterable[str]:
        """Return the occasion, who organises it and where, and for whom."""
        return [self.occasion, self.organiser, self.place, self.audience]

    def get_found_organisation(self) -> "Organisation | None":
        """Return the municipality that organises it."""
        return self.organisation

    def get_named_pages(self) -> Iterable[BasePage]:
        """Return who speaks."""
        return [row.speaker for row in self.speakers.all()]

    def get_card_note(self) -> str:
        """Return whether the talk was called off, its time and its place."""
        called_off = self.get_state_display() if self.state == EngagementState.CANCELLED else ""
        return " · ".join(filter(None, [called_off, hours(self.start, self.end), self.place]))

    def get_header(self) -> dict[str, Any]:
        """Return the head of the page, with day, time, place and state."""
        return {**super().get_header(), **engagement_header(self, timezone.now())}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the speakers, the facts and what there is to look back at."""
        return {
            **super().get_context(request, *args, **kwargs),
            "speakers": speaker_list(self, request),
            "facts": engagement_facts(self),
            "downloads": [as_download(self.slides)] if self.slides else [],
            "film": film_at(self.video_url),
            "actions": [] if is_over(self, timezone.now()) else self.calendar_actions("Zet in uw agenda", request),
        }

    def entries_in_file(self, name: str) -> list[Entry]:
        """Return this talk."""
        return entries_of_page(entries_of(BasePage.objects.filter(pk=self.pk, live=True), Q()), name)


class EngagementSpeaker(Orderable):
    """Who speaks at an engagement, and as what."""

    page = ParentalKey(SpeakerEngagementPage, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(
        SpeakerPage, verbose_name="spreker", on_delete=models.CASCADE, related_name="engagements"
    )
    role = models.CharField("rol", max_length=80, blank=True, help_text="Bijvoorbeeld: dagvoorzitter.")

    panels: ClassVar[list[Panel | str]] = [PageChooserPanel("speaker"), FieldPanel("role")]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.role})" if self.role else str(self.speaker)
