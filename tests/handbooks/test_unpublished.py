"""A handbook that was taken down, while its chapters are still there."""

import pytest
from django.test import Client

from home.models import HomePage
from tests.factories import ChapterPageFactory, HandbookPageFactory, KennisbankPageFactory

pytestmark = pytest.mark.django_db


def test_its_title_is_nowhere_to_be_read(client: Client, home: HomePage) -> None:
    handbook = HandbookPageFactory(title="Geheim handboek")
    chapter = ChapterPageFactory(parent=handbook, title="Los hoofdstuk")
    assert "Geheim handboek" in client.get(chapter.url).content.decode()
    handbook.unpublish()
    chapter.refresh_from_db()
    assert "Geheim" not in client.get(chapter.url).content.decode()
    assert "Geheim" not in chapter.card_note
    library = KennisbankPageFactory._meta.model.objects.get()
    listed = client.get(library.url, {"soort": "hoofdstuk"}).content.decode()
    assert "Los hoofdstuk" in listed
    assert "Geheim" not in listed
