"""What to do, in order."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock

from cms.blocks.richtext import ShortTextBlock


class StepBlock(StructBlock):
    """One step."""

    title = CharBlock(max_length=90, label="Stap")
    text = ShortTextBlock()

    class Meta:
        label = "Stap"


class StepsBlock(StructBlock):
    """Numbered steps."""

    steps = ListBlock(StepBlock(), min_num=2, max_num=12, label="Stappen")

    class Meta:
        template = "blocks/steps.html"
        icon = "list-ol"
        label = "Stappen"
        description = "Een werkwijze in genummerde stappen."
        preview_value = {
            "steps": [
                {"title": "Kies een product", "text": "<p>Neem er een dat vaak voorkomt.</p>"},
                {"title": "Teken de route", "text": "<p>Van de eerste vraag tot het antwoord.</p>"},
            ]
        }
