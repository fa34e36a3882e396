"""The list of users in the admin."""

from collections.abc import Callable

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import UserFactory


def rows(client: Client) -> list[list[str]]:
    """Return what the list shows: its headings, and the cells of each row, without the box to tick."""
    page = BeautifulSoup(client.get("/beheer/users/").content, "html.parser")
    for menu in page.select("table.listing ul.actions"):
        menu.decompose()
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")[1:5]]
        for row in page.select("table.listing tr")
    ]


def test_it_shows_names_addresses_and_roles(client: Client, db: None) -> None:
    boss = UserFactory(first_name="Bas", last_name="Baas", email="a@ol2000.example", is_superuser=True)
    writer = UserFactory(first_name="Eva", last_name="Smit", email="b@ol2000.example", role="redacteur")
    writer.groups.add(Group.objects.get(name="evenementbeheerder"), Group.objects.create(name="Lezers"))
    UserFactory(first_name="", last_name="", email="c@ol2000.example")
    client.force_login(boss)
    headings, *people = rows(client)
    assert headings == ["Naam", "E-mailadres", "Rollen", "Actief"]
    assert [person[:3] for person in people] == [
        ["Bas Baas", "a@ol2000.example", "Mag alles"],
        ["Eva Smit", "b@ol2000.example", "Evenementbeheerder, Lezers, Redacteur"],
        ["c@ol2000.example", "c@ol2000.example", ""],
    ]


def test_its_filter_says_role_too(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True))
    page = BeautifulSoup(client.get("/beheer/users/").content, "html.parser")
    headings = [button.get_text(" ", strip=True) for button in page.select(".w-drilldown__toggle")]
    assert headings == ["Actief", "Mag alles", "Laatst ingelogd", "Rol"]


def test_it_asks_no_more_for_more_people(client: Client, queries_of: Callable[[str], int], db: None) -> None:
    client.force_login(UserFactory(is_superuser=True))
    UserFactory(role="redacteur")
    few = queries_of("/beheer/users/")
    for _ in range(5):
        UserFactory(role="eindredacteur")
    assert queries_of("/beheer/users/") == few
