"""Whether what a form would overwrite is still what it showed."""

import json
from hashlib import sha256

from events.registration.enums import RefusalCode
from events.registration.models import Needs, Registration
from events.registration.refusals import RegistrationRefusedError


def version_of(registration: Registration) -> str:
    """Return what tells apart how a party, its answers and its needs stand; three queries."""
    needs = Needs.objects.filter(registration=registration).values_list("dietary", "access")
    answers = registration.answers.order_by("question").values_list("question", "value")
    stands = [list(rows) for rows in (registration.attendees.values_list("pk", "name"), answers, needs)]
    return sha256(json.dumps(stands).encode()).hexdigest()


def refuse_stale(registration: Registration, version: str) -> None:
    """Raise RegistrationRefusedError when `registration` isn't what `version` was of; to be called under its lock."""
    if version_of(registration) == version:
        return
    names = ", ".join(registration.attendees.values_list("name", flat=True))
    raise RegistrationRefusedError(
        RefusalCode.JUST_CHANGED,
        f"Deze aanmelding is veranderd nadat u het formulier opende. Nu komen: {names}. Kijk na wat u hieronder "
        "invulde en bewaar het dan opnieuw.",
    )
