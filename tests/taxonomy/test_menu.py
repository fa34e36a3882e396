"""The menu 'Indeling': themes, phases, terms and organisations."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.pages.generation import current_generation
from cms.taxonomy.models import GlossaryTerm, Organisation, Phase, Theme
from tests.factories import GlossaryTermFactory, OrganisationFactory, PhaseFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=False)

MADE = {Theme: ThemeFactory, Phase: PhaseFactory, GlossaryTerm: GlossaryTermFactory, Organisation: OrganisationFactory}
FILLED = {
    Theme: {"title": "Draagvlak", "slug": "draagvlak", "description": "", "position": "1", "image": ""},
    Phase: {"title": "Bouw", "slug": "bouw", "description": "", "position": "1"},
    GlossaryTerm: {"term": "Balie", "also": "balies", "explanation": "Waar u wordt geholpen."},
    Organisation: {"name": "Zwolle", "cbs_code": "GM0193", "province": "PV23", "inhabitants": "110000"},
}
every_model = pytest.mark.parametrize("model", MADE, ids=lambda model: model.__name__)


@pytest.fixture
def beheerder(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


@every_model
def test_each_is_listed_found_and_edited(model: type, beheerder: Client) -> None:
    thing, other = MADE[model](), MADE[model]()
    url = reverse(model.snippet_viewset.get_url_name("list"))
    answer = beheerder.get(url, {"q": str(thing)})
    assert str(thing) in answer.content.decode()
    assert str(other) not in answer.content.decode()
    assert beheerder.get(url, {"q": "niets\"'("}).status_code == 200
    add = reverse(model.snippet_viewset.get_url_name("add"))
    answer = beheerder.post(add, FILLED[model])
    assert answer.status_code == 302, answer.context["form"].errors
    assert model.objects.count() == 3


@every_model
def test_saving_and_deleting_renew_the_site(
    model: type, beheerder: Client, django_capture_on_commit_callbacks: object
) -> None:
    tokens = [current_generation()]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        beheerder.post(reverse(model.snippet_viewset.get_url_name("add")), FILLED[model])
    tokens.append(current_generation())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        beheerder.post(reverse(model.snippet_viewset.get_url_name("delete"), args=[model.objects.get().pk]))
    tokens.append(current_generation())
    assert not model.objects.exists()
    assert len(set(tokens)) == 3


@every_model
def test_each_is_searched_in_its_chooser(model: type, beheerder: Client) -> None:
    thing, other = MADE[model](), MADE[model]()
    chooser = model.snippet_viewset.chooser_viewset
    window = json.loads(beheerder.get(reverse(chooser.get_url_name("choose"))).content)["html"]
    assert 'name="q"' in window
    assert str(thing) in window
    assert str(other) in window
    found = beheerder.get(reverse(chooser.get_url_name("choose_results")), {"q": str(thing).upper()}).content.decode()
    assert str(thing) in found
    assert str(other) not in found
    nothing = beheerder.get(reverse(chooser.get_url_name("choose_results")), {"q": "niets\"'("})
    assert "Niets gevonden voor" in nothing.content.decode()
    assert str(thing) not in nothing.content.decode()


@pytest.mark.parametrize("question", ["sudwest", "SÚDWEST", "súdwest-fryslan"])
def test_a_chooser_finds_a_name_however_its_accents_are_written(question: str, beheerder: Client) -> None:
    OrganisationFactory(name="Súdwest-Fryslân")
    OrganisationFactory(name="Assen")
    address = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    found = beheerder.get(address, {"q": question}).content.decode()
    assert "Súdwest-Fryslân" in found
    assert "Assen" not in found


def test_the_list_of_organisations_has_a_search_box_and_dutch_headings(beheerder: Client) -> None:
    OrganisationFactory(name="Zwolle", cbs_code="GM0193", province="PV23", inhabitants=130_000)
    page = BeautifulSoup(
        beheerder.get(reverse(Organisation.snippet_viewset.get_url_name("list"))).content, "html.parser"
    )
    assert page.select_one("input[name=q]")
    headings = [heading.get_text(" ", strip=True) for heading in page.select("thead th")]
    assert headings[1:] == ["Naam", "CBS-code", "Provincie", "Inwoners", "Grootte"]
    assert [cell.get_text(" ", strip=True) for cell in page.select("tbody td")][2:] == [
        "GM0193",
        "Overijssel",
        "130000",
        "100.000 inwoners of meer",
    ]


def test_organisations_are_filtered_by_province(beheerder: Client) -> None:
    OrganisationFactory(name="Zwolle", province="PV23")
    OrganisationFactory(name="Assen", province="PV22")
    html = beheerder.get(
        reverse(Organisation.snippet_viewset.get_url_name("list")), {"province": "PV22"}
    ).content.decode()
    assert "Assen" in html
    assert "Zwolle" not in html


def test_terms_that_are_spelled_alike_get_anchors_of_their_own() -> None:
    slugs = [GlossaryTermFactory(term=term).slug for term in ("C++", "C#", "c", "?", "!")]
    assert slugs == ["c", "c-2", "c-3", "begrip", "begrip-2"]
    term = GlossaryTerm.objects.get(term="C#")
    term.term = "C sharp"
    term.save()
    assert term.slug == "c-2"
