"""Speakers, and where they speak."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Orderable

from cms.blocks.pages import BodyPage, body_field
from cms.pages.models import BasePage
from events.speaking.enums import EngagementState


class SpeakerIndexPage(BasePage):
    """All speakers."""

    template = "events/speaking/speaker_index_page.html"
    icon = "microphone"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["speaking.SpeakerPage"]
    max_count = 1
    page_description = "Alle sprekers van het bureau."

    class Meta:
        verbose_name = "lijst van sprekers"
        verbose_name_plural = "lijsten van sprekers"


class SpeakerPage(BodyPage):
    """One speaker: the page's title is the name, its image the portrait."""

    role = models.CharField("functie", max_length=120, blank=True)
    body = body_field(("text", "<p>Wie is deze spreker, en waar weet zij veel van?</p>"))

    template = "events/speaking/speaker_page.html"
    kind = "spreker"
    icon = "person"
    parent_page_types: ClassVar[list[str]] = ["speaking.SpeakerIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een spreker van het bureau."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("role"),
        InlinePanel("topics", heading="Kan spreken over", label="onderwerp"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "spreker"
        verbose_name_plural = "sprekers"

    def get_card_note(self) -> str:
        """Return what the speaker does."""
        return self.role


class SpeakerTopic(Orderable):
    """Something that a speaker can speak on."""

    page = ParentalKey(SpeakerPage, on_delete=models.CASCADE, related_name="topics")
    text = models.CharField("onderwerp", max_length=120)

    def __str__(self) -> str:
        return self.text


class SpeakerEngagementPage(BodyPage):
    """One talk at a municipality, congress or event; its body is the recap."""

    state = models.CharField("stand", max_length=10, choices=EngagementState, default=EngagementState.PLANNED)
    start = models.DateTimeField("begin")
    end = models.DateTimeField("einde", null=True, blank=True)
    occasion = models.CharField("gelegenheid", max_length=160)
    organiser = models.CharField("organisator", max_length=120, blank=True)
    organisation = models.ForeignKey(
        "taxonomy.Organisation",
        verbose_name="gemeente",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="engagements",
    )
    audience = models.CharField("publiek", max_length=160, blank=True)
    place = models.CharField("plaats", max_length=120, blank=True)
    slides = models.ForeignKey(
        "media.SiteDocument",
        verbose_name="presentatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    video_url = models.URLField("film", blank=True)
    body = body_field()

    template = "events/speaking/speaker_engagement_page.html"
    kind = "spreekbeurt"
    icon = "microphone"
    parent_page_types: ClassVar[list[str]] = ["agenda.AgendaPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een spreekbeurt bij een gemeente, op een congres of ergens anders."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("state"),
        MultiFieldPanel(["start", "end", "place"], heading="Waar en wanneer"),
        MultiFieldPanel(["occasion", "organiser", "organisation", "audience"], heading="Gelegenheid"),
        InlinePanel("speakers", heading="Sprekers", label="spreker", min_num=1),
        MultiFieldPanel(["slides", "video_url"], heading="Om terug te kijken"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "spreekbeurt"
        verbose_name_plural = "spreekbeurten"

    def get_date(self) -> datetime | None:
        """Return when the talk begins."""
        return self.start

    def get_card_note(self) -> str:
        """Return where the talk is, and whether it was called off."""
        called_off = EngagementState.CANCELLED.label if self.state == EngagementState.CANCELLED else ""
        return " · ".join(filter(None, [called_off, self.place]))


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
