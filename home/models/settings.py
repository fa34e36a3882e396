"""What the bureau says of itself on every page."""

from typing import ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.blocks.fields import BodyField
from home.blocks import SocialLinksBlock


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Name, contact and footer of the site."""

    name = models.CharField("naam", max_length=80, default="Programmabureau OL2000")
    tagline = models.CharField("ondertitel", max_length=120, blank=True)
    contact_email = models.EmailField("e-mailadres", blank=True)
    contact_phone = models.CharField("telefoon", max_length=30, blank=True)
    opening_hours = models.TextField("bereikbaar", max_length=200, blank=True)
    visiting_address = models.TextField("bezoekadres", max_length=300, blank=True)
    postal_address = models.TextField("postadres", max_length=300, blank=True)
    contact_page = models.ForeignKey(
        "pages.BasePage",
        verbose_name="contactpagina",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Hierheen leidt 'Neem contact op'. Op die pagina staan de gegevens hierboven naast de tekst.",
    )
    social = BodyField(SocialLinksBlock(), verbose_name="elders", blank=True, default=list)
    footer_text = models.TextField("tekst onderaan", max_length=400, blank=True)
    footer_pages = models.ManyToManyField(
        "pages.BasePage",
        verbose_name="pagina's onderaan",
        blank=True,
        related_name="+",
        limit_choices_to={"content_type__app_label": "home", "content_type__model": "contentpage"},
        help_text="Bijvoorbeeld de privacyverklaring en de toegankelijkheidsverklaring.",
    )

    panels: ClassVar[list[Panel | str]] = [
        MultiFieldPanel(["name", "tagline"], heading="Naam"),
        MultiFieldPanel(
            [
                "contact_email",
                "contact_phone",
                "opening_hours",
                "visiting_address",
                "postal_address",
                PageChooserPanel("contact_page"),
            ],
            heading="Contact",
        ),
        FieldPanel("social"),
        MultiFieldPanel(
            ["footer_text", FieldPanel("footer_pages", widget=CheckboxSelectMultiple)], heading="Onderaan elke pagina"
        ),
    ]

    class Meta:
        verbose_name = "gegevens van de site"
