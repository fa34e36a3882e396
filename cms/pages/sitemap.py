"""The map of the site for search engines: what everybody may see, and nothing else."""

from wagtail.contrib.sitemaps import Sitemap

from cms.pages.models import BasePage
from cms.pages.querysets import BasePageQuerySet


class VisiblePages(Sitemap):
    """Wagtail's own, by our definition of what somebody may see: that covers aliases too."""

    def items(self) -> BasePageQuerySet:
        """Return the pages of the site, in the order of the tree."""
        pages = BasePage.objects.descendant_of(self.get_wagtail_site().root_page, inclusive=True)
        return pages.visible().order_by("path").defer_streamfields().specific()
