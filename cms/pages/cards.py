"""What a page looks like in a list: a plain record that templates show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# The filters that the components ask for; fetched ahead, so that pictures need no query of their own. AVIF takes 170
# to 280 ms a picture to make, so only a hero has it.
CARD_RENDITIONS = ("fill-480x270|format-webp", "fill-960x540|format-webp", "fill-960x540|format-jpeg")
PORTRAIT_RENDITION = "fill-192x208|format-webp"
HEADER_RENDITIONS = tuple(f"format-{kind}|width-{width}" for kind in ("webp", "jpeg") for width in (400, 640, 960))
HERO_RENDITIONS = tuple(
    f"format-{kind}|width-{width}" for kind in ("avif", "webp", "jpeg") for width in (480, 800, 1200)
)


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
