"""Which organisation people mean, and what is counted together for the limit."""

from collections.abc import Callable

import pytest

from events.agenda.models import EventSession
from events.registration import services
from events.registration.enums import RefusalCode
from events.registration.organisations import organisation_key
from events.registration.refusals import RegistrationRefusedError
from events.registration.staff.forms import AddForm
from tests.factories import OrganisationFactory
from tests.registration.conftest import application, register

Make = Callable[..., EventSession]
ZWOLLE = ["GEMEENTE Zwolle", "Zwolle.", "gemeente  zwolle", "Zwolle, Gemeente", "ZWÓLLE"]


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("written", ZWOLLE)
def test_no_way_of_writing_gets_past_a_limit(session_with: Make, written: str, is_known: bool) -> None:
    if is_known:
        OrganisationFactory(name="Zwolle")
    session = session_with(organisation_limit=1)
    register(session, "anna", organisation_name="Zwolle")
    with pytest.raises(RegistrationRefusedError) as refusal:
        register(session, "bert", organisation_name=written)
    assert refusal.value.code == RefusalCode.ORGANISATION_FULL


@pytest.mark.parametrize("written", ZWOLLE)
def test_staff_link_to_the_municipality_too(session_with: Make, manager: object, written: str) -> None:
    zwolle, session = OrganisationFactory(name="Zwolle"), session_with()
    form = AddForm({"name": "Piet", "organisation_name": written}, session=session)
    assert form.is_valid(), form.errors
    added = services.add_by_staff(session, form.application(), manager)  # type: ignore[arg-type]
    assert (added.organisation, added.organisation_name) == (zwolle, "Zwolle")


def test_what_nobody_knows_keeps_its_name(session_with: Make) -> None:
    OrganisationFactory(name="Zwolle")
    for name, written in (("anna", "Gemeente Atlantis"), ("bert", "!"), ("cor", "")):
        one = register(session_with(), name, organisation_name=written)
        assert (one.organisation, one.organisation_name) == (None, written)


def test_an_organisation_is_known_as_soon_and_as_long_as_it_is_there(session_with: Make) -> None:
    def means() -> object:
        return application("anna", organisation_name="Zwolle").contact["organisation_id"]

    assert means() is None
    zwolle = OrganisationFactory(name="Zwolle")
    assert means() == zwolle.pk
    zwolle.name = "Hattem"
    zwolle.save()
    assert means() is None


def test_others_stay_apart() -> None:
    names = ["Bergen (L.)", "Bergen (NH.)", "gemeente", "", "Gemeenten Zwolle"]
    assert len({organisation_key(name) for name in names}) == len(names)
    assert organisation_key("Súdwest-Fryslân") == organisation_key("GEMEENTE sudwest fryslan.")
    assert application("anna").contact["organisation_key"] == ""
