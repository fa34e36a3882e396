"""The overview of components: complete, in step with the templates, and there for developers alone."""

import runpy
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django.fixtures import Settings

from cms.components.examples import WITHOUT_EXAMPLE, all_examples
from cms.components.overview import all_components, component_names, docblock

pytestmark = pytest.mark.django_db


@pytest.fixture
def overview(client: Client) -> BeautifulSoup:
    response = client.get("/componenten/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_every_template_has_an_example_or_a_reason_for_none() -> None:
    shown, excused = set(all_examples()), set(WITHOUT_EXAMPLE)

    assert sorted(shown | excused) == component_names()
    assert not shown & excused


def test_every_state_renders_to_something() -> None:
    empty = [
        f"{component.name}: {shown.state}"
        for component in all_components()
        for shown in component.states
        if not shown.html.strip()
    ]

    assert not empty


def test_states_of_a_component_have_different_names() -> None:
    for name, examples in all_examples().items():
        states = [example.state for example in examples]
        assert len(states) == len(set(states)), name


def test_page_shows_each_component_with_its_docblock_and_a_link_to_it(overview: BeautifulSoup) -> None:
    for component in all_components():
        heading = overview.find("h2", id=component.name)
        assert heading is not None, component.name
        section = heading.find_parent("section").get_text(" ")
        assert component.use in section
        assert component.context in section
        assert overview.select_one(f"nav a[href='#{component.name}']")


def test_page_reads_the_docblock_from_the_template(tmp_path: Path) -> None:
    template = tmp_path / "box.html"
    template.write_text(
        "{% comment %}\nA box\naround things.\nContext: title; body (safe).\n{% endcomment %}\n<div></div>"
    )

    assert docblock(template) == ("A box around things.", "title; body (safe).")


def test_template_without_docblock_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "bare.html"
    template.write_text("<div></div>")

    with pytest.raises(ValueError, match=r"bare\.html"):
        docblock(template)


def test_page_has_no_inline_style_or_script_and_no_id_twice(overview: BeautifulSoup) -> None:
    ids = [element["id"] for element in overview.find_all(id=True)]

    assert not overview.find_all(style=True)
    assert not overview.find_all("style")
    assert not [script for script in overview.find_all("script") if not script.get("src")]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("address", ["/componenten/", "/componenten/stijl/"])
def test_search_engines_stay_out(client: Client, address: str) -> None:
    robots = BeautifulSoup(client.get(address).content, "html.parser").find("meta", {"name": "robots"})

    assert robots["content"] == "noindex"


def test_tokens_show_value_in_light_and_dark(client: Client) -> None:
    page = BeautifulSoup(client.get("/componenten/stijl/").content, "html.parser")
    accent = page.find("code", string="--ol-color-accent").find_parent("li")

    assert accent.find("rect")["fill"] == "var(--ol-color-accent)"
    assert "#0b6e6e" in accent.get_text()
    assert "#74cfc7" in accent.get_text()


def test_overview_is_served_only_where_the_settings_say_so(settings: Settings) -> None:
    def routes() -> list[str]:
        return [
            str(pattern.pattern)
            for pattern in runpy.run_path(str(settings.BASE_DIR / "cms" / "urls.py"))["urlpatterns"]
        ]

    assert "componenten/" in routes()
    settings.COMPONENT_OVERVIEW = False
    assert "componenten/" not in routes()


def test_settings_have_no_overview_unless_they_ask_for_it(settings: Settings) -> None:
    assert runpy.run_path(str(settings.BASE_DIR / "cms" / "settings" / "base.py"))["COMPONENT_OVERVIEW"] is False
