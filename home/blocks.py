"""Blocks of the home page and of the site settings."""

from wagtail.blocks import CharBlock, PageChooserBlock, StreamBlock, StructBlock, URLBlock

from cms.blocks.links import LinkTextBlock


class EntranceBlock(StructBlock):
    """One way in: a title, a sentence, and the page it leads to."""

    title = LinkTextBlock(max_length=60, label="Titel")
    text = CharBlock(max_length=160, label="Zin")
    page = PageChooserBlock(label="Pagina")

    class Meta:
        icon = "arrow-right"
        label = "Ingang"


class EntrancesBlock(StreamBlock):
    """The ways in."""

    entrance = EntranceBlock()


class SocialLinkBlock(StructBlock):
    """Where else the bureau is found."""

    name = CharBlock(max_length=40, label="Naam")
    url = URLBlock(label="Adres")

    class Meta:
        icon = "link"
        label = "Kanaal"


class SocialLinksBlock(StreamBlock):
    """The channels of the bureau elsewhere."""

    link = SocialLinkBlock()
