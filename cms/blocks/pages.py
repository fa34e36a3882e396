"""Pages that have a body."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from cms.blocks.body import BodyBlock
from cms.blocks.fields import BodyField
from cms.blocks.rendering import RenderedBody, render_body
from cms.pages.models import BasePage


def body_field(*start: tuple[str, Any]) -> BodyField:
    """Return the field for a page's body; a new page begins with the blocks of `start`: (kind of block, value)."""
    return BodyField(BodyBlock(), verbose_name="inhoud", blank=True, default=list(start))


class BodyPage(BasePage):
    """A page with a body made of blocks."""

    body = body_field()

    content_panels: ClassVar[list[Panel | str]] = [*BasePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def render_body(self) -> RenderedBody:
        """Return the body as a visitor reads it."""
        return render_body(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows, with the rendered `body`."""
        return {**super().get_context(request, *args, **kwargs), "body": self.render_body()}
