"""What staff read in the outbox of messages about registrations."""

from uuid import UUID

from django.urls import reverse

from cms.mail.labels import name_kinds, register_subject

_KINDS = {
    "registration_confirmed": "Plaats bevestigd",
    "registration_waitlisted": "Op de wachtlijst",
    "registration_offered": "Plaats aangeboden",
    "registration_lapsed": "Aanbod verlopen",
    "registration_declined": "Plaats afgeslagen",
    "registration_cancelled": "Afgemeld",
    "registration_changed": "Aanmelding gewijzigd",
    "registration_moved": "Verplaatst",
    "registration_no_place": "Geen plaats gekregen",
    "registration_session_cancelled": "Bijeenkomst afgelast",
    "registration_session_changed": "Bijeenkomst gewijzigd",
    "registration_reminder": "Herinnering",
    "registration_already_registered": "Was al aangemeld",
    "registration_link_again": "Persoonlijke link",
    "registration_address_left": "Ander e-mailadres",
    "registration_notice": "Bericht van het bureau",
    "registration_materials": "Materiaal",
    "registration_afterwards": "Bedankt, met evaluatie",
}


def register_labels() -> None:
    """Name the kinds of messages, and lead from a message to the registration it is about."""
    name_kinds(_KINDS)
    register_subject("registration", lambda name: reverse("registration_staff:party", args=[UUID(name)]))
