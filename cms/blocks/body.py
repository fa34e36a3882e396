"""The body of a page: which blocks there are."""

from wagtail.blocks import StreamBlock

from cms.blocks.accordion import AccordionBlock
from cms.blocks.callout import CalloutBlock
from cms.blocks.downloads import DownloadsBlock
from cms.blocks.figures import FiguresBlock
from cms.blocks.image import ImageBlock
from cms.blocks.links import LinksBlock
from cms.blocks.quote import QuoteBlock
from cms.blocks.richtext import TextBlock
from cms.blocks.steps import StepsBlock
from cms.blocks.table import TableBlock
from cms.blocks.video import VideoBlock


class BodyBlock(StreamBlock):
    """Everything that can stand in the body of a page."""

    text = TextBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    image = ImageBlock()
    figures = FiguresBlock()
    steps = StepsBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    links = LinksBlock()
    downloads = DownloadsBlock()
    video = VideoBlock()

    class Meta:
        max_num = 200
        block_counts = {"video": {"max_num": 5}}
