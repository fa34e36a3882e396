"""Which pages there are for whom."""

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from cms.pages.cards import CARD_RENDITIONS, PORTRAIT_RENDITION
from cms.pages.kinds import classes_of_kind, content_type_ids

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.users.models import User


def restrictions_upon(user: "User | AnonymousUser") -> QuerySet[PageViewRestriction]:
    """Return the view restrictions that keep pages from `user`.

    A page with a shared password counts as kept from everybody: who knows the password opens the page
    itself, but lists and search never show it.
    """
    restrictions = PageViewRestriction.objects.all()
    if user.is_superuser:
        return restrictions.none()
    if user.is_authenticated:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
            restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.all()
        )
    return restrictions


def restrictions_covering(page: "BasePage") -> QuerySet[PageViewRestriction]:
    """Return the view restrictions upon `page` and the pages above it.

    What is an alias of another page is covered by that page's restrictions, as Wagtail has it.
    """
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    covering = Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
    return PageViewRestriction.objects.filter(covering).distinct()


class BasePageQuerySet(PageQuerySet):
    """Pages, with the one definition of what somebody may see."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Keep the published pages on which neither they nor a page above them keeps `user` out.

        One query, whatever the number of restrictions: a restriction covers a page when the path of its
        own page is the beginning of that page's path.
        """
        upon = Q(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
        # An alias is kept from whom its source is.
        upon |= Q(page__aliases__path=Substr(OuterRef("path"), 1, Length("page__aliases__path")))
        covering = restrictions_upon(user).filter(upon)
        return self.filter(~Exists(covering), live=True)

    def visible(self) -> Self:
        """Keep the published pages that everybody may see."""
        return self.visible_to(AnonymousUser())

    def of_kind(self, *kinds: str) -> Self:
        """Keep the pages whose class has one of `kinds`, such as 'artikel'."""
        return self.filter(content_type__in=content_type_ids(classes_of_kind(*kinds)))

    def for_cards(self) -> Self:
        """Fetch along what a card shows: four queries in all, whatever the number of pages."""
        images = get_image_model().objects.prefetch_renditions(*CARD_RENDITIONS, PORTRAIT_RENDITION)
        return self.select_related("phase").prefetch_related(
            Prefetch("image", queryset=images), Prefetch("themes__image", queryset=images)
        )
