"""How the HTML that we make is read again: by the tags in it, without a parser.

The HTML comes from our own templates and from nh3, which both write attributes between double quotes; a `>` or `<`
within an attribute is escaped by them, yet the pattern allows for it.
"""

import re

# One tag: what a split on it leaves between the tags is text.
TAG = r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>'
# What links, footnotes and emphasis are made of; nothing in it opens a block.
INLINE_TAG = r'</?(?:a|b|strong|i|em)\b[^<>"]*(?:"[^"]*"[^<>"]*)*>'

_TAGS = re.compile(TAG)
_INLINE = re.compile(r"<(/?)(a|b|strong|i|em)\b")


def text_of(html: str) -> str:
    """Return the text of `html` without its tags, entities as they are; words of two elements stay apart."""
    return _TAGS.sub(" ", html)


def is_balanced(html: str) -> bool:
    """Return whether every inline element in `html` closes where it opened."""
    open_tags: list[str] = []
    for closing, name in _INLINE.findall(html):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags
