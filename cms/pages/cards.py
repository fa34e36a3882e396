"""What a page looks like in a list: a plain record that templates show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# The filters that `card_image` asks for; fetched ahead so that a list needs no query for each card.
CARD_RENDITIONS = ("fill-480x270|format-webp", "fill-960x540|format-webp", "fill-960x540|format-jpeg")


@dataclass(frozen=True)
class Card:
    """One entry of a list or grid, as `components/card.html` shows it."""

    title: str
    url: str
    kind: str
    icon: str = "document"
    summary: str = ""
    image: Any = None
    date: datetime | None = None
    date_label: str = ""
    meta: list[str] = field(default_factory=list)
    badge: str | None = None
    badge_kind: str = ""
