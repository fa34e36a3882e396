"""The results of a project as figures."""

from wagtail.blocks import StreamBlock

from cms.blocks.figures import FigureItemBlock


class ResultsBlock(StreamBlock):
    """Numbers that tell what a project brought."""

    figure = FigureItemBlock(icon="order", label="Cijfer")
