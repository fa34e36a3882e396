"""A picture between the text."""

from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

# The widths at which the picture is made; the largest fits the measure of the text twice.
FIGURE_RENDITIONS = ("width-720|format-webp", "width-1440|format-webp", "width-1440|format-jpeg")


class ImageBlock(StructBlock):
    """A picture with a caption; its alternative text and maker come from the picture itself."""

    image = ImageChooserBlock(label="Afbeelding")
    caption = CharBlock(max_length=200, required=False, label="Bijschrift")

    class Meta:
        template = "blocks/image.html"
        icon = "image"
        label = "Afbeelding"
        description = "Een afbeelding met bijschrift."
