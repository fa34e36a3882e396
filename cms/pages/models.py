"""The one base page: what every page shares, in one table.

Lists, cards, menus and reports read this table and never need the specific page.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.functional import cached_property, classproperty
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import AbstractPage, DefaultBasePageMixin, PageManager, PageViewRestriction, Workflow
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms.pages.cards import Card
from cms.pages.copying import BasePageCopyForm
from cms.pages.covers import header_image
from cms.pages.filing import Filing, filing_of, path_to, phase_link, tag_links, theme_links
from cms.pages.findables import Key
from cms.pages.keeping import kept_for_visitors
from cms.pages.panels import PublishingRulePanel
from cms.pages.parts import approval_of
from cms.pages.permissions import EditorialPermissionTester
from cms.pages.querysets import BasePageQuerySet
from cms.pages.restrictions import is_closed_to, restrictions_covering
from cms.pages.routing import find_route

if TYPE_CHECKING:
    from cms.taxonomy.models import Organisation


class PageTag(ItemBase):
    """One tag on one page."""

    tag = models.ForeignKey("taggit.Tag", related_name="page_tags", on_delete=models.CASCADE)
    content_object = ParentalKey("pages.BasePage", related_name="tagged_items", on_delete=models.CASCADE)


class BasePage(AbstractPage, DefaultBasePageMixin):
    """What every page shares.

    `date` says when the page matters: the next start of an event, else its publication; `card_note` is the
    short line on its card ('8 hoofdstukken', '10.00 uur · Zwolle'). Both are set when the page is saved, by
    `get_date` and `get_card_note` of its own class. `cover` is the picture on its card, kept by `cms.pages.covers`.
    """

    summary = models.TextField(
        "samenvatting",
        max_length=300,
        help_text="Een of twee zinnen. Ze staan boven de pagina, op de kaart in lijsten en in zoekmachines.",
    )
    image = models.ForeignKey(
        "media.SiteImage",
        verbose_name="afbeelding",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Staat boven de pagina en op de kaart. Zonder afbeelding staat daar die van het eerste thema.",
    )
    themes = ParentalManyToManyField(
        "taxonomy.Theme",
        verbose_name="thema's",
        blank=True,
        related_name="pages",
        help_text="Kies er een tot drie. Bezoekers filteren hierop.",
    )
    phase = models.ForeignKey(
        "taxonomy.Phase",
        verbose_name="fase",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
        help_text="In welke fase van het invoeren van één loket is dit het meest nodig?",
    )
    tags = ClusterTaggableManager(
        verbose_name="trefwoorden",
        through=PageTag,
        blank=True,
        help_text="Losse woorden in kleine letters, bijvoorbeeld: balie, wachttijd.",
    )
    cover = models.ForeignKey("media.SiteImage", null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    date = models.DateTimeField("datum", null=True, blank=True, editable=False, db_index=True)
    card_note = models.CharField(max_length=120, blank=True, editable=False)
    review_by = models.DateField(
        "nakijken voor",
        null=True,
        blank=True,
        help_text="Na deze datum vraagt het dashboard u of de inhoud nog klopt.",
    )

    objects: ClassVar[PageManager] = PageManager.from_queryset(BasePageQuerySet)()

    # What visitors call this kind of page, and the picture beside that name. The kind stands in URLs of
    # filters; pages without one are not offered in lists.
    kind: ClassVar[str] = ""
    icon: ClassVar[str] = "document"
    # Whether pages of this kind are found in the Kennisbank's own list.
    is_knowledge: ClassVar[bool] = False
    # Whether a page of this kind is found by the themes and the picture of the page above it, and needs none itself.
    is_filed_with_parent: ClassVar[bool] = False
    # What, at the beginning of `card_note`, says more exactly than the class what kind of page it is.
    card_kinds: ClassVar[tuple[str, ...]] = ()
    # What, at the beginning of the rest of it, stands on the card as a badge, and the badge's kind.
    card_badges: ClassVar[dict[str, str]] = {}
    # What is fetched along with a page when it is served: the names of foreign keys.
    served_with: ClassVar[tuple[str, ...]] = ("phase",)
    # The query parameters that pages of this kind read; `request.GET` holds no others when one is served, and
    # the page cache keeps an answer for each of their values.
    known_parameters: ClassVar[tuple[str, ...]] = ()

    # What is fetched along with pages of this kind, all at once, to hand them over to be found.
    found_with: ClassVar[tuple[str, ...]] = ()
    # The class of the page above, when a page of this kind is found by something that only that class holds.
    found_under: ClassVar[str] = ""

    search_fields: ClassVar[list] = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
        index.FilterField("date"),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]

    content_panels: ClassVar[list[Panel | str]] = [*AbstractPage.content_panels, FieldPanel("summary")]
    filing_panels: ClassVar[list[Panel | str]] = [
        MultiFieldPanel(
            [FieldPanel("themes", widget=CheckboxSelectMultiple), "phase", "tags"], heading="Waar gaat het over?"
        ),
        MultiFieldPanel(["image"], heading="Afbeelding"),
        MultiFieldPanel(["review_by"], heading="Nakijken"),
    ]
    promote_panels: ClassVar[list[Panel | str]] = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], heading="Zoekmachines"),
        MultiFieldPanel(["show_in_menus"], heading="Menu"),
    ]
    settings_panels: ClassVar[list[Panel | str]] = [PublishingPanel(), CommentPanel()]
    copy_form_class = BasePageCopyForm

    class Meta(AbstractPageMeta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["url_path"], name="pages_url_path")]
        verbose_name = "pagina"
        verbose_name_plural = "pagina's"

    @classproperty
    def edit_handler(cls) -> TabbedInterface:
        """Return the tabs of the editor, the same for every kind of page."""
        return TabbedInterface(
            [
                ObjectList([PublishingRulePanel(), *cls.content_panels], heading="Inhoud"),
                ObjectList(cls.filing_panels, heading="Indelen"),
                ObjectList([*cls.promote_panels, *cls.settings_panels], heading="Instellingen"),
            ],
            base_form_class=cls.base_form_class,
        )

    @classproperty
    def kind_label(cls) -> str:
        """Return what visitors call this kind of page, with a capital."""
        return str(cls._meta.verbose_name).capitalize()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page, with `date` and `card_note` as its own class has them.

        Wagtail moves, reorders and takes down pages as base pages: those leave both as they are.
        """
        if self.specific_class in (None, type(self)):
            self.date = self.get_date()
            self.card_note = self.get_card_note()[:120]
        return super().save(*args, **kwargs)

    def get_date(self) -> datetime | None:
        """Return the moment under which lists file this page: its publication, unless its class knows better."""
        return self.first_published_at

    def get_card_note(self) -> str:
        """Return the short line on the card: none, unless its class has one."""
        return ""

    def get_found_in(self) -> str:
        """Return where a result says that this page stands: nowhere, unless its class knows."""
        return ""

    def get_found_text(self) -> Iterable[str]:
        """Return the running text by which this page is found besides title and summary, paragraph by paragraph."""
        return ()

    def get_found_names(self) -> Iterable[str]:
        """Return further words by which this page is looked for, which are no running text."""
        return ()

    def get_found_organisation(self) -> "Organisation | None":
        """Return the organisation that this page is about, if it is about one."""
        return None

    def get_named_pages(self) -> "Iterable[BasePage]":
        """Return the pages whose titles are among the words by which this one is found, for who may see them."""
        return ()

    @classmethod
    def named_in(cls, ids: Collection[int]) -> Iterable[Key]:  # noqa: ARG003 - for who overrides it
        """Return what else is found by something that one of `ids`, pages of this class, says."""
        return ()

    def get_card(self, request: HttpRequest | None = None) -> Card:
        """Return what a list shows of this page; reads nothing but the base table."""
        page_class = self.specific_class or type(self)
        notes = self.card_note.split(" · ") if self.card_note else []
        kind = notes.pop(0) if notes and notes[0] in page_class.card_kinds else page_class.kind_label
        badge = notes.pop(0) if notes and notes[0] in page_class.card_badges else None
        return Card(
            title=self.title,
            url=self.get_url(request) or "",
            kind=kind,
            icon=page_class.icon,
            summary=self.summary,
            image=self.cover,
            date=self.date,
            meta=notes,
            badge=badge,
            badge_kind=page_class.card_badges.get(badge, "") if badge else "",
        )

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Return the page that answers `path` with the arguments for its `serve`; found once for a request."""
        if not hasattr(request, "_wagtail_route_for_request"):
            request._wagtail_route_for_request = find_route(request, path)  # type: ignore[attr-defined]
        return request._wagtail_route_for_request  # type: ignore[attr-defined]

    def is_visible_to(self, user: Any) -> bool:
        """Return whether `user` may see this page, as `BasePageQuerySet.visible_to` has it."""
        return self.live and not is_closed_to(user, self)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions upon this page and the pages above it; one query."""
        return restrictions_covering(self)

    def permissions_for_user(self, user: Any) -> EditorialPermissionTester:
        """Return what `user` may do with this page, with 'vier ogen' kept."""
        return EditorialPermissionTester(user, self)

    def get_workflow(self) -> Workflow | None:
        """Return the workflow by which others approve changes, or None where editors publish themselves."""
        return approval_of(self)

    @property
    def has_workflow(self) -> bool:
        """Whether others approve changes."""
        return self.get_workflow() is not None

    def update_aliases(self, *, revision: Any = None, _content: Any = None, _updated_ids: Any = None) -> None:
        """Bring the aliases of this page up to date, save those that need an approval which this page doesn't."""
        kept = [] if self.has_workflow else [alias.pk for alias in self.aliases.all() if alias.has_workflow]
        super().update_aliases(revision=revision, _content=_content, _updated_ids=[*(_updated_ids or []), *kept])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what every page's template can show: the page's head and the path that leads to it."""
        return {
            **super().get_context(request, *args, **kwargs),
            # A copy: a page's own class may add to it.
            "header": {**kept_for_visitors(request, ("header", self.pk), self.get_header)},
            "breadcrumbs": path_to(self, request),
        }

    def get_header(self) -> dict[str, Any]:
        """Return the context of `components/page_header.html`; a subclass adds to `meta`."""
        return {
            "title": self.title,
            "lead": self.summary,
            "kind": self.kind_label if self.kind else "",
            "icon": self.icon,
            "meta": [],
            "image": self.get_header_image(),
            "themes": theme_links(self.filing.themes),
            "phase": phase_link(self.phase),
            "tags": tag_links(self.filing.tags),
        }

    def get_header_image(self) -> Any:
        """Return the picture at the head of the page: its image, or else that of its first theme that has one."""
        return header_image(self, self.filing.themes)

    @cached_property
    def filing(self) -> Filing:
        """Its themes and tags, looked up once."""
        return filing_of(self)

    def visible_children(self, request: HttpRequest) -> Any:
        """Return the published children that the visitor may see, in tree order, without their specific fields."""
        user = getattr(request, "user", None) or AnonymousUser()
        return type(self).base_page_model.objects.child_of(self).visible_to(user)
