"""Front-runner projects and their stories."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.blocks.fields import BodyField
from cms.blocks.pages import BodyPage, body_field
from cms.listing.forms import PAGE_KEY
from cms.pages.filing import path_to
from cms.pages.keeping import kept_for_visitors
from cms.pages.models import BasePage
from kennisbank.projects.blocks import ResultsBlock
from kennisbank.projects.context import likeness_context, neighbours_in_time, overview, project_context
from kennisbank.projects.facets import FACETS, VIEW
from kennisbank.projects.forms import LikenessForm
from kennisbank.projects.notes import note_for_stories

if TYPE_CHECKING:
    from cms.taxonomy.models import Organisation


class ProjectIndexPage(RoutablePageMixin, BasePage):
    """All projects, as a list and on a map."""

    template = "kennisbank/projects/project_index_page.html"
    icon = "project"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["projects.ProjectPage"]
    max_count = 1
    served_with = ("image",)
    known_parameters = (*(facet.name for facet in FACETS), VIEW.name, PAGE_KEY, *LikenessForm.base_fields)
    page_description = "Alle projecten, als lijst en op de kaart."

    class Meta:
        verbose_name = "lijst van projecten"
        verbose_name_plural = "lijsten van projecten"

    def get_header(self) -> dict[str, Any]:
        """Return the opening of the page; projects are about every theme, so none is named."""
        return {"title": self.title, "lead": self.summary, "image": self.image}

    @path("")
    def list_or_map(self, request: HttpRequest) -> HttpResponse:
        """Show the projects that the visitor's filters ask for."""
        projects = ProjectPage.objects.visible_to(request.user)

        def shown() -> dict[str, Any]:
            return overview(projects, request)

        # Most visitors see the list as it is without any choice.
        context = shown() if request.GET else kept_for_visitors(request, ("projects", self.pk), shown)
        return self.render(request, context_overrides=context)

    @path("zoals-uw-gemeente/", name="likeness")
    def like_yours(self, request: HttpRequest) -> HttpResponse:
        """Show the projects that are most like the municipality that the visitor picks."""
        above = path_to(self, request)[:-1]
        here = [{"title": self.title, "url": self.get_url(request)}, {"title": "Zoals uw gemeente", "url": ""}]
        return self.render(
            request,
            template="kennisbank/projects/likeness.html",
            context_overrides={
                **likeness_context(ProjectPage.objects.visible_to(request.user), request),
                "breadcrumbs": [*above, *here],
            },
        )


class ProjectPage(BodyPage):
    """One front-runner project of one municipality."""

    organisation = models.ForeignKey(
        "taxonomy.Organisation",
        verbose_name="organisatie",
        null=True,
        on_delete=models.PROTECT,
        related_name="projects",
        help_text="De gemeente die het project uitvoert.",
    )
    partners = models.CharField("partners", max_length=300, blank=True, help_text="Met komma's ertussen.")
    started_on = models.DateField("begonnen op", null=True, blank=True)
    ended_on = models.DateField("klaar op", null=True, blank=True)
    results = BodyField(ResultsBlock(max_num=6), verbose_name="resultaten", blank=True, default=list)
    contact_name = models.CharField("contactpersoon", max_length=90, blank=True)
    contact_role = models.CharField("functie", max_length=120, blank=True)
    contact_email = models.EmailField("e-mailadres", blank=True)
    body = body_field(
        ("text", "<h2>De aanleiding</h2><p></p>"),
        ("text", "<h2>De aanpak</h2><p></p>"),
        ("text", "<h2>Wat anderen ervan kunnen leren</h2><p></p>"),
    )

    template = "kennisbank/projects/project_page.html"
    kind = "project"
    icon = "project"
    is_knowledge = True
    served_with = (*BasePage.served_with, "organisation")
    found_with = ("organisation",)
    parent_page_types: ClassVar[list[str]] = ["projects.ProjectIndexPage"]
    subpage_types: ClassVar[list[str]] = ["projects.ProjectStoryPage"]
    page_description = "Een voorhoedeproject van een gemeente."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        MultiFieldPanel(["organisation", "partners"], heading="Wie"),
        MultiFieldPanel(["started_on", "ended_on"], heading="Wanneer"),
        FieldPanel("results"),
        MultiFieldPanel(["contact_name", "contact_role", "contact_email"], heading="Contactpersoon"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "project"
        verbose_name_plural = "projecten"

    def clean(self) -> None:
        """Raise ValidationError when the project ends before it begins."""
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": "Het project kan niet klaar zijn voordat het begon. Kijk de data na."})

    def get_found_text(self) -> Iterable[str]:
        """Return the text of the body, and the results."""
        return [*super().get_found_text(), *self.results.stream_block.get_searchable_content(self.results)]

    def get_found_names(self) -> Iterable[str]:
        """Return with whom it is done, and who tells about it."""
        return [self.partners, self.contact_name]

    def get_found_organisation(self) -> "Organisation | None":
        """Return the municipality."""
        return self.organisation

    def get_card_note(self) -> str:
        """Return the name of the municipality."""
        return self.organisation.name if self.organisation else ""

    def get_header(self) -> dict[str, Any]:
        """Return the opening of the page, with the municipality in it."""
        place = [{"icon": "place", "text": self.organisation.name}] if self.organisation else []
        return {**super().get_header(), "meta": place}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows: facts, phases, stories by date, and projects that are like this one."""
        projects = ProjectPage.objects.visible_to(request.user)
        shown = kept_for_visitors(request, ("project", self.pk), lambda: project_context(self, projects, request))
        return {**super().get_context(request, *args, **kwargs), **shown}


class ProjectStoryPage(BodyPage):
    """One story from a project."""

    body = body_field(("text", "<p>Begin met wat er gebeurde. Wie deed wat, en waarom?</p>"))

    template = "kennisbank/projects/project_story_page.html"
    kind = "verhaal"
    icon = "story"
    is_knowledge = True
    found_under = "projects.ProjectPage"
    parent_page_types: ClassVar[list[str]] = ["projects.ProjectPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een verhaal uit een project: wat gebeurde er, en wat leert een ander daarvan?"

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"

    def get_found_in(self) -> str:
        """Return the title of the project, while that is published."""
        return note_for_stories(self.get_parent())

    def get_found_organisation(self) -> "Organisation | None":
        """Return the municipality of the project, while that is published."""
        project = self.get_parent()
        return project.specific.get_found_organisation() if project.live else None

    def get_card_note(self) -> str:
        """Return the title of the project that the story comes from, while that is published."""
        return note_for_stories(self.get_parent())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows, with the project and the stories before and after this one."""
        return {**super().get_context(request, *args, **kwargs), **neighbours_in_time(self, request)}
