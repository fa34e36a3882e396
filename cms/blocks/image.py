"""A picture between the text."""

from copy import copy
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms.pages.pictures import find_images

# The widths at which the picture is made; the largest fits the measure of the text twice.
FIGURE_RENDITIONS = ("width-720|format-webp", "width-1440|format-webp", "width-1440|format-jpeg")
# How wide the picture stands on the page: the measure of the text, or all of a narrow screen.
_SIZES = "(min-width: 48rem) 43rem, 100vw"


class ImageValue(StructValue):
    """A picture with its caption."""

    @property
    def picture(self) -> SafeString:
        """Return the picture as WebP at two widths, with JPEG for who can't read that; makes what doesn't exist yet."""
        image = self["image"]
        renditions = image.get_renditions(*FIGURE_RENDITIONS)
        small, large, fallback = (renditions[spec] for spec in FIGURE_RENDITIONS)
        return format_html(
            '<picture><source type="image/webp" srcset="{} {}w, {} {}w" sizes="{}">'
            '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async"></picture>',
            small.url,
            small.width,
            large.url,
            large.width,
            _SIZES,
            fallback.url,
            fallback.width,
            fallback.height,
            image.default_alt_text,
        )


class PictureChooserBlock(ImageChooserBlock):
    """A choice from the image library that fetches all pictures of a text at once, with what is shown of them."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Return the image of each of `values`, None where there is none; those that occur twice are two objects."""
        images = find_images({value for value in values if value}, FIGURE_RENDITIONS)
        return [copy(images[value]) if value in images else None for value in values]

    class Meta:
        icon = "image"


class ImageBlock(StructBlock):
    """A picture with a caption; its alternative text and maker come from the picture itself."""

    image = PictureChooserBlock(label="Afbeelding")
    caption = CharBlock(max_length=200, required=False, label="Bijschrift")

    class Meta:
        template = "blocks/image.html"
        value_class = ImageValue
        icon = "image"
        label = "Afbeelding"
        description = "Een afbeelding met bijschrift. De beschrijving voor wie haar niet ziet staat bij de afbeelding."

    def get_preview_value(self) -> Any:
        """Return the newest picture of the library with a caption."""
        newest = get_image_model().objects.order_by("-pk").first()
        return self.normalize({"image": newest, "caption": "De balie in het stadhuis op een dinsdagochtend."})
