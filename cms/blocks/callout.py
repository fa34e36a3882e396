"""A box beside the running text."""

from django.db import models
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock

from cms.blocks.richtext import ShortTextBlock


class CalloutKind(models.TextChoices):
    """What the box is for."""

    TIP = "tip", "Tip"
    ATTENTION = "let-op", "Let op"
    EXAMPLE = "voorbeeld", "Voorbeeld"


class CalloutBlock(StructBlock):
    """A tip, a warning or an example."""

    kind = ChoiceBlock(choices=CalloutKind.choices, default=CalloutKind.TIP, label="Soort")
    title = CharBlock(max_length=90, required=False, label="Titel")
    text = ShortTextBlock()

    class Meta:
        template = "blocks/callout.html"
        icon = "info-circle"
        label = "Kader"
        description = "Een tip, een waarschuwing of een voorbeeld."
        preview_value = {
            "kind": "tip",
            "title": "Begin klein",
            "text": "<p>Kies één product en breng dat eerst helemaal op orde.</p>",
        }
