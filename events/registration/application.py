"""What somebody sends in to register, as the commands take it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cms.taxonomy.models import Organisation
from events.registration.organisations import organisation_key, organisation_named


@dataclass(frozen=True)
class Person:
    """Somebody who comes along."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class StatedNeeds:
    """What a party needs, in its own words; '' for nothing."""

    dietary: str = ""
    access: str = ""

    def __bool__(self) -> bool:
        return bool(self.dietary or self.access)


@dataclass(frozen=True)
class Application:
    """Who registers, for whom, and with which answers (by the id of the question).

    `attendees` are all who come; without them it is the contact alone. An organisation is named by its CBS code, or
    else freely.
    """

    name: str
    email: str
    organisation_code: str = ""
    organisation_name: str = ""
    attendees: tuple[Person, ...] = ()
    answers: Mapping[int, str] = field(default_factory=dict)
    needs: StatedNeeds = field(default_factory=StatedNeeds)

    @property
    def people(self) -> tuple[Person, ...]:
        """Return all who come."""
        return self.attendees or (Person(self.name, self.email),)

    @property
    def contact(self) -> dict[str, Any]:
        """Return the values of a registration that say who it is for; one query for an organisation that is named."""
        return {
            "name": self.name.strip(),
            "email": self.email.strip(),
            "email_key": email_key(self.email),
            **_organisation(self.organisation_code.strip(), " ".join(self.organisation_name.split())),
        }


def submission_key(form_key: str, address_key: str) -> str:
    """Return what tells one submission from another: the form that was shown and the address it was filled in with.

    Whoever sends the form of another, from a shared screen say, registers anew.
    """
    return sha256(f"{form_key}\n{address_key}".encode()).hexdigest()


def email_key(address: str) -> str:
    """Return `address` as it is compared with others: trimmed and without case."""
    return address.strip().casefold()


def _organisation(code: str, name: str) -> dict[str, Any]:
    """Return the organisation that is meant; a name typed freely means the organisation of that name."""
    if code:
        known = Organisation.objects.filter(cbs_code=code).values_list("pk", "name").first()
    else:
        known = organisation_named(name)
    if known:
        pk, name = known
        return {"organisation_id": pk, "organisation_name": name, "organisation_key": f"id:{pk}"}
    return {"organisation_id": None, "organisation_name": name, "organisation_key": organisation_key(name)[:130]}
