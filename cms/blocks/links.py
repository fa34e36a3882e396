"""Where to read on."""

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, StructValue, URLBlock


class LinkValue(StructValue):
    """A link to a page of ours or to somewhere else."""

    @property
    def url(self) -> str:
        """Return the address, empty when the page is gone or not published."""
        page = self.get("page")
        if page is not None:
            return page.url or "" if page.live else ""
        return self.get("address") or ""

    @property
    def title(self) -> str:
        """Return the link's text: its own, else the page's title, else the address."""
        page = self.get("page")
        return self.get("text") or (page.title if page is not None else "") or self.get("address") or ""

    @property
    def is_external(self) -> bool:
        """Return whether the link leads off the site."""
        return self.get("page") is None


class LinkBlock(StructBlock):
    """One link; either a page or an address."""

    page = PageChooserBlock(required=False, label="Pagina op deze site")
    address = URLBlock(required=False, label="Of een adres elders")
    text = CharBlock(max_length=120, required=False, label="Tekst", help_text="Leeg: de titel van de pagina.")

    def clean(self, value: StructValue) -> StructValue:
        """Raise ValidationError unless exactly one target is given, and a text with an address."""
        value = super().clean(value)
        if bool(value.get("page")) == bool(value.get("address")):
            raise ValidationError("Kies een pagina of vul een adres in, niet allebei.")
        if value.get("address") and not value.get("text"):
            raise ValidationError("Zeg in de tekst waar het adres naartoe leidt.")
        return value

    class Meta:
        value_class = LinkValue
        label = "Link"


class LinksBlock(StructBlock):
    """A list of links."""

    title = CharBlock(max_length=90, default="Lees verder", label="Titel")
    links = ListBlock(LinkBlock(), min_num=1, max_num=10, label="Links")

    class Meta:
        template = "blocks/links.html"
        icon = "link"
        label = "Lees verder"
        description = "Links naar andere pagina's, hier of elders."
