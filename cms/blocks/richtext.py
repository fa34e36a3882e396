"""Running text: what an editor may do in it."""

import re
from typing import Any

from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText, get_text_for_indexing

from cms.blocks.footnotes import with_footnotes_in_brackets

INLINE = ["bold", "italic", "link", "document-link"]
LISTS = ["ol", "ul"]
FULL = ["h2", "h3", "h4", *INLINE, *LISTS, "hr"]

FOOTNOTE_HELP = "Een voetnoot zet u tussen dubbele haakjes: ((Zo dus.))"


_ENDS = re.compile(r"</(?:p|h\d|li|blockquote)>")


class _Prose(RichTextBlock):
    """Rich text that is found paragraph by paragraph."""

    def get_searchable_content(self, value: RichText) -> list[str]:
        """Return the text of each paragraph, heading and item of a list; footnotes stand between brackets."""
        parts = _ENDS.split(with_footnotes_in_brackets(value.source))
        return [text for part in parts if (text := get_text_for_indexing(part))]


class TextBlock(_Prose):
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


class ShortTextBlock(_Prose):
    """A few paragraphs inside another block: no headings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*INLINE, *LISTS], "max_length": 4_000, "label": "Tekst", **kwargs})

    class Meta:
        template = "blocks/text.html"
