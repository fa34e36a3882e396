"""A film at one of the hosts that we allow; nothing loads before the visitor asks for it."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, StructBlock, StructValue, URLBlock

from cms.blocks.richtext import ShortTextBlock

# Where a film may stand: the host as editors paste it, its name, and the address that plays it without cookies.
VIDEO_HOSTS = {
    "www.youtube.com": ("YouTube", "https://www.youtube-nocookie.com/embed/{id}"),
    "youtu.be": ("YouTube", "https://www.youtube-nocookie.com/embed/{id}"),
    "vimeo.com": ("Vimeo", "https://player.vimeo.com/video/{id}?dnt=1"),
}
PLAYER_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


class VideoValue(StructValue):
    """A film, with where it plays."""

    @property
    def host(self) -> str:
        """Return the name of the host, such as 'YouTube'."""
        return VIDEO_HOSTS[urlsplit(self["url"]).netloc][0]

    @property
    def player_url(self) -> str:
        """Return the address that plays the film."""
        parts = urlsplit(self["url"])
        video = parse_qs(parts.query).get("v", [parts.path.strip("/")])[0]
        return VIDEO_HOSTS[parts.netloc][1].format(id=video)


class VideoBlock(StructBlock):
    """A film with its text."""

    title = CharBlock(max_length=120, label="Titel")
    url = URLBlock(label="Adres", help_text="Van de film op YouTube of Vimeo.")
    transcript = ShortTextBlock(label="Uitgeschreven tekst", help_text="Voor wie de film niet kan zien of horen.")

    def clean(self, value: StructValue) -> StructValue:
        """Raise ValidationError for a host that isn't allowed."""
        value = super().clean(value)
        if urlsplit(value["url"]).netloc not in VIDEO_HOSTS:
            raise ValidationError("Gebruik het adres van een film op www.youtube.com, youtu.be of vimeo.com.")
        return value

    class Meta:
        template = "blocks/video.html"
        value_class = VideoValue
        icon = "media"
        label = "Film"
        description = "Een film op YouTube of Vimeo. Hij laadt pas als de bezoeker daarom vraagt."
