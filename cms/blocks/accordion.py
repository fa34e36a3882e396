"""Questions whose answers fold open."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue

from cms.blocks.rendering import TitledText, titled_texts
from cms.blocks.richtext import ShortTextBlock


class AccordionItemBlock(StructBlock):
    """One question with its answer."""

    title = CharBlock(max_length=140, label="Vraag")
    text = ShortTextBlock(label="Antwoord")

    class Meta:
        label = "Vraag"


class AccordionValue(StructValue):
    """The questions of one block."""

    @property
    def shown(self) -> list[TitledText]:
        """Return the questions with their answers as the template shows them."""
        return titled_texts(self["items"])


class AccordionBlock(StructBlock):
    """Questions and answers."""

    items = ListBlock(AccordionItemBlock(), min_num=1, max_num=20, label="Vragen")

    class Meta:
        template = "blocks/accordion.html"
        value_class = AccordionValue
        icon = "help"
        label = "Vragen en antwoorden"
        description = "Antwoorden die openklappen. Alleen voor wat niet iedereen hoeft te lezen."
        preview_value = {"items": [{"title": "Moet alles in één keer?", "text": "<p>Nee. Begin met één product.</p>"}]}
