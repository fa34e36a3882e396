"""Where to read on."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, StructValue, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.pages.addresses import addresses_of


@dataclass(frozen=True)
class Link:
    """A link to a page of ours or to somewhere else."""

    title: str
    url: str
    is_external: bool


class LinkTextBlock(CharBlock):
    """The words that a visitor clicks on; the checks of content know them by this class."""


class LinkBlock(StructBlock):
    """One link; either a page or an address."""

    page = PageChooserBlock(required=False, label="Pagina op deze site")
    address = URLBlock(required=False, label="Of een adres elders")
    text = LinkTextBlock(max_length=120, required=False, label="Tekst", help_text="Leeg: de titel van de pagina.")

    class Meta:
        label = "Link"

    def clean(self, value: StructValue) -> StructValue:
        """Raise StructBlockValidationError unless exactly one target is given, and a text with an address.

        A draft may still be without a target or a text.
        """
        value = super().clean(value)
        if value["page"] and value["address"]:
            raise StructBlockValidationError(
                non_block_errors=["Kies een pagina of vul een adres in. Haal een van de twee weg."]
            )
        if self.is_deferred_validation:
            return value
        if not value["page"] and not value["address"]:
            raise StructBlockValidationError(non_block_errors=["Kies een pagina of vul een adres in."])
        if value["address"] and not value["text"]:
            raise StructBlockValidationError(
                block_errors={
                    "text": ValidationError("Vul in waar het adres naartoe leidt. Bezoekers zien deze tekst.")
                }
            )
        return value


class LinksValue(StructValue):
    """The links of one block."""

    @property
    def shown(self) -> list[Link]:
        """Return the links that lead somewhere: to other sites, and to pages that everybody may see."""
        everybody = AnonymousUser()
        pages = [link["page"] for link in self["links"] if link["page"] and link["page"].is_visible_to(everybody)]
        addresses = addresses_of(pages)
        links = []
        for link in self["links"]:
            page, address = link["page"], link["address"]
            url = addresses.get(page.pk, "") if page else address
            if url:
                links.append(Link(link["text"] or (page.title if page else address), url, is_external=not page))
        return links


class LinksBlock(StructBlock):
    """A list of links."""

    title = CharBlock(max_length=90, default="Lees verder", label="Titel")
    links = ListBlock(LinkBlock(), min_num=1, max_num=10, label="Links")

    class Meta:
        template = "blocks/links.html"
        value_class = LinksValue
        icon = "link"
        label = "Lees verder"
        description = "Links naar andere pagina's, hier of elders."
        preview_value = {
            "title": "Lees verder",
            "links": [{"page": None, "address": "https://vng.nl/", "text": "Vereniging van Nederlandse Gemeenten"}],
        }
