"""Running text: what an editor may do in it."""

from typing import Any

from wagtail.blocks import RichTextBlock

INLINE = ["bold", "italic", "link", "document-link"]
LISTS = ["ol", "ul"]
FULL = ["h2", "h3", "h4", *INLINE, *LISTS, "hr"]

FOOTNOTE_HELP = "Een voetnoot zet u tussen dubbele haakjes: ((Zo dus.))"


class TextBlock(RichTextBlock):
    """Running text, with headings and lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "features": FULL,
                "max_length": 20_000,
                "label": "Tekst",
                "icon": "pilcrow",
                "help_text": FOOTNOTE_HELP,
                **kwargs,
            }
        )

    class Meta:
        template = "blocks/text.html"
        description = "Alinea's met koppen, lijsten en links."
        preview_value = (
            "<h2>De balie</h2><p>De balie is open van 9.00 tot 17.00 uur. "
            "Op donderdag kunt u <b>tot 20.00 uur</b> terecht.</p><ul><li>Met afspraak</li><li>Zonder</li></ul>"
        )


class ShortTextBlock(RichTextBlock):
    """A few paragraphs inside another block: no headings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*INLINE, *LISTS], "max_length": 4_000, "label": "Tekst", **kwargs})

    class Meta:
        template = "blocks/text.html"
