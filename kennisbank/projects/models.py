"""Front-runner projects and their stories."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from cms.blocks.fields import BodyField
from cms.blocks.pages import BodyPage, body_field
from cms.pages.models import BasePage
from kennisbank.projects.blocks import ResultsBlock


class ProjectIndexPage(BasePage):
    """All projects, as a list and on a map."""

    template = "kennisbank/projects/project_index_page.html"
    icon = "project"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["projects.ProjectPage"]
    max_count = 1
    page_description = "Alle projecten, als lijst en op de kaart."

    class Meta:
        verbose_name = "lijst van projecten"
        verbose_name_plural = "lijsten van projecten"


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

    def get_card_note(self) -> str:
        """Return the name of the municipality."""
        return self.organisation.name if self.organisation else ""


class ProjectStoryPage(BodyPage):
    """One story from a project."""

    body = body_field(("text", "<p>Begin met wat er gebeurde. Wie deed wat, en waarom?</p>"))

    template = "kennisbank/projects/project_story_page.html"
    kind = "verhaal"
    icon = "story"
    is_knowledge = True
    parent_page_types: ClassVar[list[str]] = ["projects.ProjectPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een verhaal uit een project: wat gebeurde er, en wat leert een ander daarvan?"

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"

    def get_card_note(self) -> str:
        """Return the title of the project that the story comes from."""
        parent = self.get_parent()
        return parent.title if parent else ""
