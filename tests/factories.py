"""Pages and people to test with: the least that each kind of page needs, published under the right parent.

`ArticlePageFactory()` makes its own article index and Kennisbank where they don't exist yet.
"""

from datetime import timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from cms.pages.models import BasePage
from cms.taxonomy.models import GlossaryTerm, Organisation, Phase, Theme
from cms.users.models import User
from events.agenda.models import AgendaPage, EventSession, WorkshopPage
from events.speaking.models import SpeakerEngagementPage, SpeakerIndexPage, SpeakerPage
from home.models import ContentPage, HomePage
from kennisbank.articles.models import ArticleIndexPage, ArticlePage
from kennisbank.handbooks.models import ChapterPage, GlossaryPage, HandbookPage, HandbookSeriesPage
from kennisbank.overview.models import KennisbankPage
from kennisbank.projects.models import ProjectIndexPage, ProjectPage, ProjectStoryPage


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    title = factory.Sequence("Thema {}".format)
    slug = factory.Sequence("thema-{}".format)


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = Phase

    title = factory.Sequence("Fase {}".format)
    slug = factory.Sequence("fase-{}".format)


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    term = factory.Sequence("begrip{}".format)
    explanation = "Een woord uit het vak."


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence("Gemeente {}".format)
    cbs_code = factory.Sequence("GM{:04d}".format)
    province = "PV23"
    inhabitants = 60_000
    latitude = 52.5
    longitude = 6.1


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("persoon{}@ol2000.example".format)
    first_name = "Noor"
    last_name = "de Wit"

    @factory.post_generation
    def role(self, create: bool, extracted: str | None) -> None:
        if extracted:
            self.groups.add(Group.objects.get(name=extracted))


class PageFactory(DjangoModelFactory):
    """A page of `Meta.model` under `parent`, published unless `live=False`, with its revision.

    It is written at once as Wagtail leaves a page that somebody published: tests of publishing use the editor.
    Without `parent` it goes under the first page that `_parent_factory` makes, made when there is none.
    """

    class Meta:
        model = BasePage
        abstract = True

    parent = None
    title = factory.Sequence("Pagina {}".format)
    slug = factory.Sequence("pagina-{}".format)
    summary = "Een korte samenvatting van wat hier te lezen staat."

    _parent_factory: type["PageFactory"] | None = None

    @classmethod
    def default_parent(cls) -> BasePage:
        if cls._parent_factory is None:
            return HomePage.objects.get()
        existing = cls._parent_factory._meta.model.objects.first()
        return existing or cls._parent_factory()

    @classmethod
    def _create(cls, model_class: type[BasePage], *args: Any, **fields: Any) -> BasePage:
        parent = fields.pop("parent", None) or cls.default_parent()
        themes, tags = fields.pop("themes", []), fields.pop("tags", [])
        live = fields.pop("live", True)
        published_at = timezone.now() if live else None
        dates = {"first_published_at": published_at, "last_published_at": published_at}
        page = model_class(live=live, has_unpublished_changes=not live, **(dates | fields))
        page.themes.set(themes)
        page.tags.set(tags)
        with transaction.atomic(), disable_reference_index_auto_update():
            parent.add_child(instance=page)
            revision = page.save_revision(clean=False, changed=not live)
            if live:
                page.live_revision = revision
                page.save(clean=False, update_fields=["live_revision"])
                page_published.send(model_class, instance=page, revision=revision)
            ReferenceIndex.create_or_update_for_object(page)
        page.refresh_from_db()
        return page


class ContentPageFactory(PageFactory):
    class Meta:
        model = ContentPage


class KennisbankPageFactory(PageFactory):
    class Meta:
        model = KennisbankPage

    title = "Kennisbank"
    slug = "kennisbank"


class ArticleIndexPageFactory(PageFactory):
    class Meta:
        model = ArticleIndexPage

    _parent_factory = KennisbankPageFactory
    slug = "artikelen"


class ArticlePageFactory(PageFactory):
    class Meta:
        model = ArticlePage

    _parent_factory = ArticleIndexPageFactory


class HandbookSeriesPageFactory(PageFactory):
    class Meta:
        model = HandbookSeriesPage

    _parent_factory = KennisbankPageFactory
    slug = "handboeken"


class HandbookPageFactory(PageFactory):
    class Meta:
        model = HandbookPage

    _parent_factory = HandbookSeriesPageFactory


class ChapterPageFactory(PageFactory):
    class Meta:
        model = ChapterPage

    _parent_factory = HandbookPageFactory


class GlossaryPageFactory(PageFactory):
    class Meta:
        model = GlossaryPage

    _parent_factory = KennisbankPageFactory
    slug = "begrippen"


class ProjectIndexPageFactory(PageFactory):
    class Meta:
        model = ProjectIndexPage

    slug = "projecten"


class ProjectPageFactory(PageFactory):
    class Meta:
        model = ProjectPage

    _parent_factory = ProjectIndexPageFactory
    organisation = factory.SubFactory(OrganisationFactory)


class ProjectStoryPageFactory(PageFactory):
    class Meta:
        model = ProjectStoryPage

    _parent_factory = ProjectPageFactory


class AgendaPageFactory(PageFactory):
    class Meta:
        model = AgendaPage

    slug = "agenda"


class WorkshopPageFactory(PageFactory):
    class Meta:
        model = WorkshopPage

    _parent_factory = AgendaPageFactory


class EventSessionFactory(DjangoModelFactory):
    class Meta:
        model = EventSession

    page = factory.SubFactory(WorkshopPageFactory)
    start = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=7))
    end = factory.LazyAttribute(lambda session: session.start + timedelta(hours=3))
    state = "scheduled"
    venue_name = "Stadhuis"
    venue_city = "Zwolle"


class SpeakerIndexPageFactory(PageFactory):
    class Meta:
        model = SpeakerIndexPage

    slug = "sprekers"


class SpeakerPageFactory(PageFactory):
    class Meta:
        model = SpeakerPage

    _parent_factory = SpeakerIndexPageFactory


class SpeakerEngagementPageFactory(PageFactory):
    class Meta:
        model = SpeakerEngagementPage

    _parent_factory = AgendaPageFactory
    start = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=14))
    occasion = "Congres Publiekszaken"
    place = "Utrecht"
