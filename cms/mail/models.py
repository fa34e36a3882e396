"""The outbox: one row for each mail that the site sends."""

import secrets
import uuid

from django.db import models
from django.utils import timezone

from cms.mail.enums import WAITING, CalendarMethod, MessageState
from cms.mail.querysets import OutgoingMessageQuerySet


class OutgoingMessage(models.Model):
    """One mail to one address, written in the transaction of what it tells about; see cms.mail.services.

    `subject` and `text` are what the receiver reads, but for the private links: `text` holds a placeholder for each,
    and `links` what it opens, so that nothing secret is stored.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField("gebeurtenis", max_length=150)
    template = models.CharField("soort bericht", max_length=100)
    recipient = models.EmailField("aan")
    subject_of = models.CharField("gaat over", max_length=150, db_index=True)

    subject = models.CharField("onderwerp", max_length=250)
    text = models.TextField("tekst")
    links = models.JSONField("persoonlijke links", default=dict)
    calendar = models.TextField("agendabestand", blank=True)
    calendar_method = models.CharField(max_length=10, choices=CalendarMethod.choices, blank=True)
    # An address that stands in the text, and that the mail shows as a QR code too.
    code = models.CharField("adres in de QR-code", max_length=300, blank=True)

    state = models.CharField("toestand", max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    created_at = models.DateTimeField("geschreven", default=timezone.now)
    # When it must go; while a worker is at it: when that worker's claim runs out.
    due_at = models.DateTimeField("moet weg", default=timezone.now)
    attempts = models.PositiveIntegerField("pogingen", default=0)
    # When it was sent, given up or dropped.
    finished_at = models.DateTimeField("klaar", null=True, blank=True)
    perhaps_twice = models.BooleanField("misschien dubbel", default=False)
    last_answer = models.CharField("antwoord van de mailserver", max_length=500, blank=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        default_permissions = ["view", "change"]
        constraints = [models.UniqueConstraint(fields=["event", "template", "recipient"], name="mail_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_state_due")]

    def __str__(self) -> str:
        return self.subject

    @property
    def state_label(self) -> str:
        """Return in plain Dutch how it stands with this message."""
        if self.state == MessageState.SENT and self.perhaps_twice:
            return "misschien dubbel verzonden"
        # That a worker is at it this very second tells staff nothing.
        state = MessageState.QUEUED if self.state == MessageState.SENDING else MessageState(self.state)
        return str(state.label)

    @property
    def has_failed(self) -> bool:
        """Return whether it was given up, and can be tried again."""
        return self.state == MessageState.FAILED

    @property
    def is_waiting(self) -> bool:
        """Return whether it can still be kept from going."""
        return self.state in WAITING


def new_epoch() -> str:
    """Return a name for the life of a database that no other has."""
    return secrets.token_hex(16)


class Gate(models.Model):
    """The one row that says whether mail may go, compared with a file outside the database; see cms.mail.gate."""

    epoch = models.CharField(max_length=32, default=new_epoch)
    # How many messages were claimed in this epoch.
    counter = models.PositiveBigIntegerField(default=0)
    closed = models.BooleanField(default=False)
    # What the file says when it may be written over with this epoch; empty when it never may.
    replaces = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = "poort voor de post"
        verbose_name_plural = "poort voor de post"
        default_permissions = []

    def __str__(self) -> str:
        return "dicht" if self.closed else "open"
