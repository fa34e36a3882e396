"""The beheerder's emergency publish: a reason, a POST, a trace."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from home.models import ContentPage
from tests.editorial.conftest import Editor, Parts
from tests.factories import ContentPageFactory, UserFactory

REASON = "Het telefoonnummer klopt niet meer."


@pytest.fixture
def beheerder(db: None) -> Editor:
    return Editor(UserFactory(role="beheerder", first_name="Bea"))


@pytest.fixture
def page(parts: Parts, beheerder: Editor) -> ContentPage:
    return beheerder.write(ContentPageFactory(parent=parts.four_eyes), "Dringend.")


def url(page: ContentPage) -> str:
    return reverse("emergency_publish", args=[page.pk])


def summary(page: ContentPage) -> str:
    return ContentPage.objects.get(pk=page.pk).summary


def menu_offers(editor: Editor, page: ContentPage) -> bool:
    return url(page) in editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_it_publishes_with_a_reason_that_the_histories_show(page: ContentPage, beheerder: Editor) -> None:
    assert menu_offers(beheerder, page)
    assert "Waarom moet dit nu online?" in beheerder.client.get(url(page)).content.decode()
    assert summary(page) != "Dringend."
    response = beheerder.client.post(url(page), {"reason": REASON}, follow=True)
    assert "staat online" in response.content.decode()
    assert summary(page) == "Dringend."
    entry = PageLogEntry.objects.get(action="editorial.emergency_publish")
    assert (entry.page_id, entry.user, entry.data) == (page.pk, beheerder.user, {"reason": REASON})
    for address in (
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        assert f"zonder goedkeuring van een ander. Reden: {REASON}" in beheerder.client.get(address).content.decode()
    assert not menu_offers(beheerder, page)


@pytest.mark.parametrize("reason", ["", "   ", "te kort", "x" * 501, "nul\0teken in de reden"])
def test_without_a_proper_reason_nothing_happens(page: ContentPage, beheerder: Editor, reason: str) -> None:
    response = beheerder.client.post(url(page), {"reason": reason})
    assert response.status_code == 200
    assert response.context["form"].errors["reason"]
    assert summary(page) != "Dringend."
    assert not PageLogEntry.objects.filter(action="editorial.emergency_publish").exists()


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur", "evenementbeheerder"])
def test_no_other_role_may(parts: Parts, role: str) -> None:
    editor = Editor(UserFactory(role=role))
    page = ContentPageFactory(parent=parts.four_eyes)
    if role != "evenementbeheerder":
        editor.write(page, "Dringend.")
        assert not menu_offers(editor, page)
    editor.client.post(url(page), {"reason": REASON})
    assert summary(page) != "Dringend."


def test_it_is_not_for_what_can_be_published_as_usual(parts: Parts, beheerder: Editor, anna: Editor) -> None:
    where_it_is_direct = beheerder.write(ContentPageFactory(parent=parts.direct), "Dringend.")
    of_a_colleague = anna.write(ContentPageFactory(parent=parts.four_eyes), "Dringend.")
    for page in (where_it_is_direct, of_a_colleague):
        assert not menu_offers(beheerder, page)
        beheerder.client.post(url(page), {"reason": REASON})
        assert summary(page) != "Dringend."


def test_it_publishes_at_once_what_was_meant_for_later(page: ContentPage, beheerder: Editor) -> None:
    beheerder.edit(page, go_live_at="2099-01-01 09:00")
    beheerder.client.post(url(page), {"reason": REASON})
    assert summary(page) == "Dringend."


def test_it_ends_the_workflow_that_waited(page: ContentPage, beheerder: Editor) -> None:
    beheerder.edit(page, "submit")
    assert page.workflow_in_progress
    beheerder.client.post(url(page), {"reason": REASON})
    assert summary(page) == "Dringend."
    assert not page.workflow_in_progress


def test_an_incomplete_page_is_refused_in_words(parts: Parts, beheerder: Editor) -> None:
    page = ContentPageFactory(parent=parts.four_eyes, live=False)
    beheerder.edit(page, summary="")
    response = beheerder.client.post(url(page), {"reason": REASON})
    assert "Er mist nog iets in de pagina" in response.content.decode()
    assert not ContentPage.objects.get(pk=page.pk).live
    assert not PageLogEntry.objects.filter(action="editorial.emergency_publish").exists()


def test_a_page_that_is_not_there(beheerder: Editor) -> None:
    assert beheerder.client.get(reverse("emergency_publish", args=[999_999])).status_code == 404
