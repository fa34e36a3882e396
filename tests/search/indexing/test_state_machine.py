"""Any sequence of what editors do leaves the index as the content is."""

import os
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import PageViewRestriction

from cms.media.models import SiteDocument
from cms.pages.models import BasePage
from home.models import ContentPage, HomePage
from search.indexing.rebuilding import rebuild
from tests.factories import ContentPageFactory
from tests.search.indexing.looking import VISITOR, assert_kept, found, rows_for

WHICH = st.integers(0, 20)
MOST_PAGES = 10


class Editing(RuleBasedStateMachine):
    """A small tree of pages, in which anything happens."""

    @initialize()
    def begin(self) -> None:
        self.block = transaction.atomic()
        # As the blocks that Django's test cases keep open, it is no transaction of the site's.
        self.block._from_testcase = True
        self.block.__enter__()
        self.group = Group.objects.create(name="Klankbord")
        self.number = 0
        for _ in range(2):
            self.make(0, live=True)

    @initialize()
    def upload(self) -> None:
        file = ContentFile(b"Tekst", name="gans.txt")
        self.documents = [SiteDocument.objects.create(title=f"gans{number}", file=file) for number in range(2)]

    def page(self, which: int) -> Any:
        """Return one of the pages, the home page among them."""
        pages = list(BasePage.objects.filter(depth__gt=1).order_by("pk"))
        return pages[which % len(pages)].specific

    def below_home(self, which: int) -> Any:
        page = self.page(which)
        return None if isinstance(page, HomePage) else page

    @rule(which=WHICH, live=st.booleans())
    def make(self, which: int, live: bool) -> None:
        if BasePage.objects.count() < MOST_PAGES:
            self.number += 1
            parent = self.page(which)
            ContentPageFactory(parent=parent, live=live, title=f"zwaan{self.number}", slug=f"zwaan{self.number}")

    @rule(which=WHICH)
    def publish(self, which: int) -> None:
        page = self.below_home(which)
        if page and not page.alias_of_id:
            page.save_revision().publish()

    @rule(which=WHICH)
    def unpublish(self, which: int) -> None:
        if page := self.below_home(which):
            page.unpublish()

    @rule(which=WHICH, where=WHICH)
    def move(self, which: int, where: int) -> None:
        page, target = self.below_home(which), self.page(where)
        if page and target.pk != page.pk and not target.is_descendant_of(page):
            page.move(target, pos="last-child")

    @rule(which=WHICH)
    def rename(self, which: int) -> None:
        page = self.below_home(which)
        if page and not page.alias_of_id:
            self.number += 1
            page.title, page.slug = f"haas{self.number}", f"haas{self.number}"
            page.save_revision().publish()

    @rule(which=WHICH, documents=st.sets(st.integers(0, 1)))
    def lead_to(self, which: int, documents: set[int]) -> None:
        page = self.below_home(which)
        if page and not page.alias_of_id:
            links = (f'<a linktype="document" id="{self.documents[number].pk}">zie</a>' for number in documents)
            page.body = [("text", f"<p>{' '.join(links)}</p>")]
            page.save_revision().publish()

    @rule(which=WHICH, kind=st.sampled_from(["login", "password", "groups"]))
    def restrict(self, which: int, kind: str) -> None:
        page = self.below_home(which)
        if page and not page.view_restrictions.exists():
            restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="geheim")
            restriction.groups.set([self.group] if kind == "groups" else [])

    @rule(which=WHICH)
    def open(self, which: int) -> None:
        for restriction in self.page(which).view_restrictions.all():
            restriction.delete()

    @rule(which=WHICH, where=WHICH)
    def alias(self, which: int, where: int) -> None:
        page = self.below_home(which)
        if page and BasePage.objects.count() < MOST_PAGES:
            self.number += 1
            page.create_alias(parent=self.page(where), update_slug=f"alias{self.number}")

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        if page := self.below_home(which):
            page.delete()

    @rule()
    def build_anew(self) -> None:
        rebuild()

    @invariant()
    def the_index_is_as_the_content_is(self) -> None:
        assert_kept()
        pages = list(ContentPage.objects.visible())
        titles = {page.title for page in pages}
        led = {one.title for one in self.documents if any(f'id="{one.pk}"' in str(page.body) for page in pages)}
        for document in self.documents:
            assert bool(found(document.title)) is (document.title in led)
        titles |= led
        assert {row.title for row in rows_for(VISITOR)} - {HomePage.objects.get().title} == titles
        for title in ContentPage.objects.values_list("title", flat=True):
            assert bool(found(title)) is (title in titles)

    def teardown(self) -> None:
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_sequence_of_editing_is_followed(home: HomePage) -> None:
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=int(os.environ.get("EXAMPLES", "12")),
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
