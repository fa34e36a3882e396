"""Which pages there are for whom."""

from collections import defaultdict
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.db.models.functions import Left
from wagtail.images import get_image_model
from wagtail.query import PageQuerySet

from cms.pages.addresses import ADDRESS_FIELDS
from cms.pages.cards import CARD_RENDITIONS, PORTRAIT_RENDITION
from cms.pages.kinds import classes_of_kind, content_type_ids
from cms.pages.restrictions import paths_closed_to

if TYPE_CHECKING:
    from cms.users.models import User


# What a card is made of. A page has some forty columns, and lists are long.
_ON_CARDS = (*ADDRESS_FIELDS, "depth", "live", "content_type", "title", "summary", "cover", "date", "card_note")


class BasePageQuerySet(PageQuerySet):
    """Pages, with the one definition of what somebody may see."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep the published pages on which neither they nor a page above them keeps `user` out.

        The restrictions are those that hold when this is called, and cost no query once they are known.
        """
        tops = defaultdict(set)
        for path in paths_closed_to(user):
            tops[len(path)].add(path)
        pages = self.filter(live=True)
        for length, paths in sorted(tops.items()):
            pages = pages.alias(**{f"top_{length}": Left("path", length)}).exclude(**{f"top_{length}__in": paths})
        return pages

    def visible(self) -> Self:
        """Keep the published pages that everybody may see."""
        return self.visible_to(AnonymousUser())

    def of_kind(self, *kinds: str) -> Self:
        """Keep the pages whose class has one of `kinds`, such as 'artikel'."""
        return self.filter(content_type__in=content_type_ids(classes_of_kind(*kinds)))

    def for_cards(self) -> Self:
        """Fetch what a card shows and nothing else of the page: two queries in all, whatever the number of pages."""
        renditions = get_image_model().get_rendition_model().objects
        shown = renditions.filter(filter_spec__in=(*CARD_RENDITIONS, PORTRAIT_RENDITION))
        # Wagtail looks for renditions there first.
        pictures = Prefetch("cover__renditions", queryset=shown, to_attr="prefetched_renditions")
        return self.only(*_ON_CARDS).select_related("cover").prefetch_related(pictures)
