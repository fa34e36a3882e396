"""A request for a speaker, and its history."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from events.speaking.requests.enums import RULES, Flexibility, RequestStatus, Step
from events.speaking.requests.querysets import SpeakingRequestQuerySet


class SpeakingRequest(models.Model):
    """What somebody asked for, where it stands and what was agreed.

    `key` comes from the form that was shown and the address: the same form sent twice by the same is one request.
    `speaker`, `start` and `end` are what staff plan; `engagement` is the page made of it. Nobody but
    `events.speaking.requests.services` writes here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_generation = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    organisation_name = models.CharField("organisatie", max_length=120)
    contact_name = models.CharField("naam", max_length=100)
    email = models.EmailField("e-mailadres")
    phone = models.CharField("telefoonnummer", max_length=30, blank=True)

    occasion = models.CharField("gelegenheid", max_length=160)
    topic = models.CharField("onderwerp", max_length=200)
    audience = models.CharField("publiek", max_length=120)
    audience_size = models.PositiveIntegerField("aantal mensen", null=True, blank=True)
    place = models.CharField("plaats", max_length=120)
    date = models.DateField("gewenste datum")
    other_date = models.DateField("andere datum", null=True, blank=True)
    hours = models.CharField("tijd", max_length=80, blank=True)
    flexibility = models.CharField("speelruimte", max_length=6, choices=Flexibility)
    wished_speaker = models.ForeignKey(
        "speaking.SpeakerPage",
        verbose_name="gewenste spreker",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reply_by = models.DateField("antwoord gewenst voor", null=True, blank=True)
    message = models.TextField("toelichting", max_length=2000, blank=True)

    status = models.CharField("stand", max_length=10, choices=RequestStatus, default=RequestStatus.RECEIVED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="behandelaar",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField("afhandelen voor", null=True, blank=True)
    speaker = models.ForeignKey(
        "speaking.SpeakerPage",
        verbose_name="spreker",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    start = models.DateTimeField("begin", null=True, blank=True)
    end = models.DateTimeField("einde", null=True, blank=True)
    engagement = models.ForeignKey(
        "speaking.SpeakerEngagementPage",
        verbose_name="spreekbeurt",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField("ontvangen", default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SpeakingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "spreekverzoek"
        verbose_name_plural = "spreekverzoeken"
        default_permissions = ["view", "change"]
        indexes = [models.Index("status", "due_on", name="requests_by_status")]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.occasion}"

    @property
    def subject(self) -> str:
        """Return how messages name this request (see `cms.mail`)."""
        return f"speaking:{self.public_id}"

    @property
    def days(self) -> list[dt.date]:
        """Return the days on which the talk may be: the planned one, else those that were wished."""
        if self.start:
            return [timezone.localdate(self.start)]
        return [day for day in (self.date, self.other_date) if day]

    def clean(self) -> None:
        """Raise ValidationError for a planned end without a start or not after it."""
        if self.end and (not self.start or self.end <= self.start):
            raise ValidationError({"end": "Het einde ligt niet na het begin. Kies een later einde, of laat het leeg."})

    def may(self, step: Step) -> bool:
        """Return whether `step` may be taken from where the request stands."""
        return self.status in RULES[step].before


class RequestStep(models.Model):
    """One thing that happened to a request; written once and never changed.

    `user` is None for what who asked did, or the site itself.
    """

    request = models.ForeignKey(SpeakingRequest, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    status = models.CharField(max_length=10, choices=RequestStatus)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        default_permissions = ()
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return str(self.get_step_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the step down; raise ValueError for one that is there already."""
        if self.pk:
            raise ValueError("A step that was taken is never changed.")
        super().save(*args, **kwargs)
