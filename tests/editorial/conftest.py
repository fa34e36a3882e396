"""Two parts of the tree that differ in nothing but their rule, and the people who work in them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.editorial.services import assign_workflow
from cms.users.models import User
from home.models import ContentPage, HomePage
from tests.editorial.forms import editor_data
from tests.factories import ContentPageFactory, UserFactory

# What Anna makes of a page that is not to go live by her own hand.
NEW = "Wat Anna schreef."


@dataclass
class Parts:
    """The tops of a part with 'vier ogen' and of one that is direct."""

    four_eyes: ContentPage
    direct: ContentPage


@pytest.fixture
def parts(home: HomePage) -> Parts:
    four_eyes, direct = ContentPageFactory(parent=home), ContentPageFactory(parent=home)
    assign_workflow(four_eyes, "vier-ogen")
    return Parts(four_eyes, direct)


@pytest.fixture(params=["four_eyes", "direct"])
def part(request: pytest.FixtureRequest, parts: Parts) -> ContentPage:
    return getattr(parts, request.param)


@pytest.fixture
def author(db: None) -> User:
    """An eindredacteur: whoever may approve everything but her own."""
    return UserFactory(role="eindredacteur", first_name="Anna")


@pytest.fixture
def other(db: None) -> User:
    return UserFactory(role="eindredacteur", first_name="Bram")


class Editor:
    """Somebody at work in the admin."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def post(self, name: str, *args: object, data: dict | None = None, **kwargs: object) -> HttpResponse:
        return self.client.post(reverse(name, args=args), data or {}, **kwargs)

    def edit(self, page: ContentPage, action: str = "", **changes: str) -> HttpResponse:
        """Save `page` from the editor with `changes`, pressing the button `action` ('publish', 'submit', ...)."""
        data = editor_data(page, **changes)
        if action:
            data[f"action-{action}"] = "ja"
        return self.post("wagtailadmin_pages:edit", page.pk, data=data)

    def write(self, page: ContentPage, summary: str = "Geschreven.") -> ContentPage:
        """Change what `page` says, as a draft."""
        assert self.edit(page, summary=summary).status_code == 302
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().summary == summary
        return page


@pytest.fixture
def as_user() -> Callable[[User], Editor]:
    return Editor


@pytest.fixture
def anna(author: User) -> Editor:
    return Editor(author)


@pytest.fixture
def bram(other: User) -> Editor:
    return Editor(other)


@pytest.fixture
def draft(part: ContentPage, anna: Editor) -> ContentPage:
    """A page that was published with an old text and now holds a draft by Anna."""
    return anna.write(ContentPageFactory(parent=part), NEW)


@pytest.fixture
def guarded(parts: Parts, anna: Editor) -> ContentPage:
    """The same, under 'vier ogen'."""
    return anna.write(ContentPageFactory(parent=parts.four_eyes), NEW)
