"""A film at one of the hosts that we allow; nothing loads before the visitor asks for it."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, StructBlock, StructValue, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.richtext import ShortTextBlock

PLAYER_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

# A film's address as editors paste it: the name of the host, and the address that plays it without cookies.
_FILMS = (
    (
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|live/)|youtu\.be/)([\w-]{6,20})"
        ),
        "YouTube",
        PLAYER_HOSTS[0] + "/embed/{}",
    ),
    (re.compile(r"https://(?:www\.)?vimeo\.com/(\d{4,15})"), "Vimeo", PLAYER_HOSTS[1] + "/video/{}?dnt=1"),
)


@dataclass(frozen=True)
class Film:
    """Where a film stands: the name of the host and the address that plays it."""

    host: str
    player_url: str


def film_at(url: str) -> Film | None:
    """Return the film at `url`; None when that isn't the page of a film at a host that we allow."""
    for pattern, host, player in _FILMS:
        match = pattern.match(url)
        if match:
            return Film(host, player.format(match[1]))
    return None


class VideoValue(StructValue):
    """A film with its text."""

    @property
    def film(self) -> Film | None:
        """Return where the film plays."""
        return film_at(self["url"] or "")


class VideoBlock(StructBlock):
    """A film with its text."""

    title = CharBlock(max_length=120, label="Titel")
    url = URLBlock(max_length=300, label="Adres", help_text="Van de film op YouTube of Vimeo.")
    transcript = ShortTextBlock(
        max_length=20_000, label="Uitgeschreven tekst", help_text="Voor wie de film niet kan zien of horen."
    )

    class Meta:
        template = "blocks/video.html"
        value_class = VideoValue
        icon = "media"
        label = "Film"
        description = "Een film op YouTube of Vimeo. Hij laadt pas als de bezoeker daarom vraagt."
        preview_value = {
            "title": "Zo werkt één loket",
            "url": "https://vimeo.com/76979871",
            "transcript": "<p>Een inwoner komt binnen en wordt meteen geholpen.</p>",
        }

    def clean(self, value: StructValue) -> StructValue:
        """Raise StructBlockValidationError for an address that isn't a film's; a draft may still be without one."""
        value = super().clean(value)
        if value["url"] and value.film is None:
            message = "Gebruik het adres van een film op youtube.com, youtu.be of vimeo.com."
            raise StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return value
