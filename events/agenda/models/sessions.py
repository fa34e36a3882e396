"""When and where a workshop takes place."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from events.agenda.enums import SessionMode, SessionState
from events.agenda.querysets import EventSessionQuerySet

# A date further ahead is a typing error.
FURTHEST_AHEAD = timedelta(days=3 * 366)
# More than any hall holds: a typing error too.
MOST_PLACES = 10_000


class EventSession(models.Model):
    """One time that a workshop takes place.

    Not a revisioned child of the page: publishing an old revision must never change a date or place. Only
    `events.agenda.services` changes one.
    `uid` and `sequence` are those of the session in calendars (RFC 5545): the first never changes, the second
    is raised whenever time, place or state of a scheduled session does.
    """

    page = models.ForeignKey(
        "agenda.WorkshopPage", verbose_name="workshop", on_delete=models.CASCADE, related_name="sessions"
    )
    start = models.DateTimeField("begin", db_index=True)
    end = models.DateTimeField("einde")
    mode = models.CharField("vorm", max_length=12, choices=SessionMode, default=SessionMode.ON_SITE)
    venue_name = models.CharField(
        "locatie", max_length=120, blank=True, help_text="De naam van het gebouw, bijvoorbeeld: Stadhuis."
    )
    venue_address = models.CharField("adres", max_length=160, blank=True, help_text="Straat en huisnummer.")
    venue_city = models.CharField("plaats", max_length=80, blank=True)
    online_link = models.URLField(
        "link om mee te doen",
        blank=True,
        help_text="Geheim: alleen deelnemers krijgen deze link, per e-mail.",
    )
    takes_registrations = models.BooleanField(
        "aanmelden via deze site",
        default=False,
        help_text="Zet dit aan om bezoekers zich hier te laten aanmelden.",
    )
    capacity = models.PositiveIntegerField(
        "aantal plaatsen",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PLACES)],
        help_text="Leeg: geen grens.",
    )
    waiting_capacity = models.PositiveIntegerField(
        "plaatsen op de wachtlijst",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PLACES)],
        help_text="Leeg: geen grens. 0: geen wachtlijst.",
    )
    opens_at = models.DateTimeField("aanmelden vanaf", null=True, blank=True, help_text="Leeg: meteen.")
    closes_at = models.DateTimeField("aanmelden tot", null=True, blank=True, help_text="Leeg: tot het begin.")
    cancel_until = models.DateTimeField(
        "zelf afmelden tot",
        null=True,
        blank=True,
        help_text="Leeg: tot het begin. Daarna kan alleen het bureau iemand afmelden.",
    )
    offer_hours = models.PositiveSmallIntegerField(
        "bedenktijd in uren",
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(14 * 24)],
        help_text="Zo lang houdt een vrijgekomen plaats stand voor wie op de wachtlijst staat; kort voor het begin "
        "is dat korter.",
    )
    largest_party = models.PositiveSmallIntegerField(
        "meeste mensen per aanmelding",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    organisation_limit = models.PositiveSmallIntegerField(
        "meeste mensen per organisatie",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Leeg: geen grens. Wie op de wachtlijst staat, telt mee.",
    )
    practical_info = models.TextField(
        "praktische informatie",
        blank=True,
        max_length=3000,
        help_text="Staat in de bevestiging en de herinnering: route, parkeren, wat u meeneemt.",
    )
    materials = models.TextField(
        "materiaal achteraf",
        blank=True,
        max_length=3000,
        help_text="Tekst en links die deelnemers na afloop krijgen.",
    )
    state = models.CharField("stand", max_length=10, choices=SessionState, default=SessionState.DRAFT)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = EventSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering: ClassVar[list[str]] = ["start", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="agenda_session_ends_after_start",
                violation_error_message="Het einde ligt voor het begin.",
            )
        ]

    def __str__(self) -> str:
        return date_format(timezone.localtime(self.start), "DATETIME_FORMAT")

    @property
    def place(self) -> str:
        """Return in a few words where it is: 'Zwolle', 'Online' or 'Zwolle en online'."""
        if self.mode == SessionMode.ONLINE:
            return SessionMode.ONLINE.label
        on_site = self.venue_city or self.venue_name
        return f"{on_site} en online" if self.mode == SessionMode.HYBRID else on_site

    @property
    def is_open(self) -> bool:
        """Return whether time and place can still be changed."""
        return self.state in (SessionState.DRAFT, SessionState.SCHEDULED)

    @property
    def registration_ends(self) -> datetime:
        """Return until when visitors can register."""
        return self.closes_at or self.start

    @property
    def cancelling_ends(self) -> datetime:
        """Return until when visitors can cancel by themselves."""
        return self.cancel_until or self.start

    def state_at(self, now: datetime) -> SessionState:
        """Return the state as visitors see it: a session past its end has been, whoever says so or not."""
        if self.state == SessionState.SCHEDULED and self.end <= now:
            return SessionState.COMPLETED
        return SessionState(self.state)

    def clean(self) -> None:
        """Raise ValidationError for times and places that can't be right, naming each field."""
        errors: dict[str, str] = {}
        if self.start and self.end and self.end <= self.start:
            errors["end"] = "Het einde ligt voor het begin. Kies een einde na het begin."
        errors |= self._registration_errors()
        for name in ("start", "end"):
            moment = getattr(self, name)
            if moment and moment > timezone.now() + FURTHEST_AHEAD:
                errors[name] = "Dit is meer dan drie jaar vooruit. Controleer het jaartal."
        if self.mode != SessionMode.ONLINE and not (self.venue_name and self.venue_city):
            errors["venue_name" if not self.venue_name else "venue_city"] = (
                "Vul locatie en plaats in, of kies 'Online' als er geen locatie is."
            )
        if self.mode != SessionMode.ON_SITE and not self.online_link:
            errors["online_link"] = "Vul de link in waarmee deelnemers online meedoen."
        elif self.online_link and not self.online_link.startswith("https://"):
            errors["online_link"] = "Gebruik een adres dat met https:// begint."
        if errors:
            raise ValidationError(errors)

    def _registration_errors(self) -> dict[str, str]:
        """Return what can't be right in how people register, by the field."""
        errors: dict[str, str] = {}
        for name in ("opens_at", "closes_at", "cancel_until"):
            moment = getattr(self, name)
            if moment and self.start and moment > self.start:
                errors[name] = "Dit is na het begin van de bijeenkomst. Kies een moment daarvoor."
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = "Aanmelden sluit voordat het opengaat. Kies een later moment."
        return errors
