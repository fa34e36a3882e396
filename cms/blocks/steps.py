"""What to do, in order."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue

from cms.blocks.rendering import TitledText, titled_texts
from cms.blocks.richtext import ShortTextBlock


class StepBlock(StructBlock):
    """One step."""

    title = CharBlock(max_length=90, label="Stap")
    text = ShortTextBlock()

    class Meta:
        label = "Stap"


class StepsValue(StructValue):
    """The steps of one block."""

    @property
    def shown(self) -> list[TitledText]:
        """Return the steps as the template shows them."""
        return titled_texts(self["steps"])


class StepsBlock(StructBlock):
    """Numbered steps."""

    steps = ListBlock(StepBlock(), min_num=2, max_num=12, label="Stappen")

    class Meta:
        template = "blocks/steps.html"
        value_class = StepsValue
        icon = "list-ol"
        label = "Stappen"
        description = "Een werkwijze in genummerde stappen."
        preview_value = {
            "steps": [
                {"title": "Kies een product", "text": "<p>Neem er een dat vaak voorkomt.</p>"},
                {"title": "Teken de route", "text": "<p>Van de eerste vraag tot het antwoord.</p>"},
            ]
        }
