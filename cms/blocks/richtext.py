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
            **{"features": FULL, "label": "Tekst", "icon": "pilcrow", "help_text": FOOTNOTE_HELP, **kwargs}
        )

    class Meta:
        template = "blocks/text.html"
        description = "Alinea's met koppen, lijsten en links."
        preview_value = "<p>De balie is open van 9.00 tot 17.00 uur. Op donderdag kunt u tot 20.00 uur terecht.</p>"


class ShortTextBlock(RichTextBlock):
    """A few paragraphs inside another block: no headings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*INLINE, *LISTS], "label": "Tekst", **kwargs})
