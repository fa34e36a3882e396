"""Pages that have a body."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django.core.cache import caches
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from cms.blocks.body import BodyBlock
from cms.blocks.fields import BodyField
from cms.blocks.rendering import RenderedBody, render_body
from cms.pages.generation import current_generation
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

    def get_found_text(self) -> Iterable[str]:
        """Return the text of the body."""
        return self.body.stream_block.get_searchable_content(self.body)

    def render_body(self) -> RenderedBody:
        """Return the body as a visitor reads it, as it is in hand."""
        return render_body(self.body)

    def published_body(self) -> RenderedBody:
        """Return the body as it was published; it is rendered once for as long as nothing on the site changes.

        The moment of publication stands in the key because this page may have been read before the newest
        token was drawn.
        """
        key = f"body:{current_generation()}:{self.pk}:{self.last_published_at:%s.%f}"
        return cast(RenderedBody, caches["pages"].get_or_set(key, self.render_body))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows, with the rendered `body`."""
        is_published = self.live and self.last_published_at and not getattr(request, "is_preview", False)
        body = self.published_body() if is_published else self.render_body()
        return {**super().get_context(request, *args, **kwargs), "body": body}
