"""A registration, the people it is for, and what happened to it."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from events.registration.enums import Actor, Attendance, RegistrationState
from events.registration.querysets import RegistrationQuerySet

_ACTIVE = Q(state__in=["confirmed", "waitlisted", "offered"])


class Registration(models.Model):
    """One party that comes to a session or waits for a place. Only `events.registration.services` changes one.

    Of its `seats`, `confirmed_seats` are certain and `offered_seats` are held until `offer_expires_at`; the rest,
    `waiting_seats`, stands in the queue. So a party that took a part of what it asked for is confirmed and may wait
    for the rest. `state` is what people call the whole, and follows from these numbers while it is active.
    """

    session = models.ForeignKey(
        "agenda.EventSession", verbose_name="bijeenkomst", on_delete=models.PROTECT, related_name="registrations"
    )
    # In private links and calendars; not a secret.
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Raising it ends all private links that were given out.
    link_generation = models.PositiveIntegerField(default=0, editable=False)
    # The same form, sent twice from the same address, makes one registration.
    idempotency_key = models.CharField(max_length=64, editable=False)

    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", blank=True)
    # The address as it is compared: trimmed, without case; '' for who gave none.
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    organisation = models.ForeignKey(
        "taxonomy.Organisation", verbose_name="organisatie", null=True, blank=True, on_delete=models.SET_NULL
    )
    organisation_name = models.CharField("organisatie", max_length=120, blank=True)
    # What is counted together for the limit per organisation; '' for none.
    organisation_key = models.CharField(max_length=130, blank=True, editable=False)

    state = models.CharField("stand", max_length=10, choices=RegistrationState)
    seats = models.PositiveIntegerField("mensen")
    confirmed_seats = models.PositiveIntegerField("bevestigde plaatsen", default=0)
    offered_seats = models.PositiveIntegerField("aangeboden plaatsen", default=0)
    offer_expires_at = models.DateTimeField("aanbod geldt tot", null=True, blank=True)
    # The name and address of each who waited no longer when a part of the party's offer lapsed: they can wait again.
    let_go = models.JSONField(default=list, blank=True, editable=False)
    # First come, first served: given under the lock of the session.
    queue_number = models.PositiveIntegerField("volgnummer")
    is_overbooked = models.BooleanField("boven het aantal plaatsen", default=False)
    # SEQUENCE of the invitation (RFC 5545): raised whenever it must replace the one before it.
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("aangemeld op", editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    erase_after = models.DateField("wissen na")
    on_hold = models.BooleanField("niet wissen", default=False)

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering: ClassVar[list[str]] = ["queue_number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "idempotency_key"], name="registration_once_per_key"),
            models.UniqueConstraint(fields=["session", "queue_number"], name="registration_one_place_in_queue"),
            models.UniqueConstraint(
                fields=["session", "email_key"],
                condition=_ACTIVE & ~Q(email_key=""),
                name="registration_one_active_per_address",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="registration_has_seats"),
            models.CheckConstraint(
                condition=Q(seats__gte=F("confirmed_seats") + F("offered_seats")),
                name="registration_holds_no_more_than_seats",
            ),
            models.CheckConstraint(
                condition=Q(offered_seats=0, offer_expires_at__isnull=True)
                | Q(offered_seats__gt=0, offer_expires_at__isnull=False),
                name="registration_offer_has_term",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_seats__gt=0)
                | Q(state="offered", confirmed_seats=0, offered_seats__gt=0)
                | (~Q(state__in=["confirmed", "offered"]) & Q(confirmed_seats=0, offered_seats=0)),
                name="registration_state_follows_seats",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["offer_expires_at"], condition=Q(offered_seats__gt=0), name="registration_offers"),
            models.Index(fields=["email_key"], name="registration_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Return whether this party has a place or waits for one."""
        return self.state in RegistrationState.active()

    @property
    def held_seats(self) -> int:
        """Return how many places nobody else can have."""
        return self.confirmed_seats + self.offered_seats

    @property
    def waiting_seats(self) -> int:
        """Return how many places this party still waits for."""
        return self.seats - self.held_seats if self.is_active else 0

    def place_in_queue(self) -> int:
        """Return the place of this party among those who wait: 1 for the first; one query."""
        ahead = Registration.objects.filter(session=self.session_id, queue_number__lt=self.queue_number)
        return ahead.waiting().count() + 1

    @property
    def subject_of(self) -> str:
        """Return how messages about this registration are marked."""
        return f"registration:{self.public_id}"


class Attendee(models.Model):
    """Somebody of a party. The first of a party have the places when there are fewer places than people."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", blank=True)
    attendance = models.CharField("aanwezig", max_length=8, choices=Attendance, default=Attendance.UNKNOWN)
    checked_in_at = models.DateTimeField("binnen sinds", null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    is_walk_in = models.BooleanField("kwam zonder aanmelding", default=False)

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(attendance="attended") | Q(checked_in_at__isnull=True),
                name="registration_only_who_came_is_checked_in",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RegistrationTransition(models.Model):
    """Something that happened to a registration: written once, never changed."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="transitions")
    from_state = models.CharField("van", max_length=10, choices=RegistrationState, blank=True)
    to_state = models.CharField("naar", max_length=10, choices=RegistrationState)
    # The numbers as they were afterwards.
    seats = models.PositiveIntegerField("mensen")
    confirmed_seats = models.PositiveIntegerField("bevestigde plaatsen")
    offered_seats = models.PositiveIntegerField("aangeboden plaatsen")
    actor = models.CharField("door", max_length=7, choices=Actor)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField("reden", max_length=250, blank=True)
    at = models.DateTimeField("op")

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
