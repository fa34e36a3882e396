"""The picture of a page, fetched together with the renditions that components show of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wagtail.images import get_image_model

from cms.pages.cards import CARD_RENDITIONS, HEADER_RENDITIONS, HERO_RENDITIONS, PORTRAIT_RENDITION

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.taxonomy.models import Theme

_COVER_RENDITIONS = (*CARD_RENDITIONS, *HEADER_RENDITIONS, *HERO_RENDITIONS, PORTRAIT_RENDITION)


def cover_of(page: "BasePage", themes: Iterable["Theme"]) -> Any:
    """Return the image of `page`, or else that of the first of `themes` that has one, or None.

    One query, or none where `for_cards` fetched it; `themes` is read only where the page has no image itself.
    """
    owner: Any = page if page.image_id else next((theme for theme in themes if theme.image_id), None)
    if owner is None:
        return None
    if not owner._meta.get_field("image").is_cached(owner):
        owner.image = _find_image(owner.image_id)
    return owner.image


def _find_image(image_id: int) -> Any:
    """Return the image with its renditions in one query; in two as long as it has none."""
    images = get_image_model()
    renditions = list(
        images.get_rendition_model()
        .objects.filter(image=image_id, filter_spec__in=_COVER_RENDITIONS)
        .select_related("image")
    )
    image = renditions[0].image if renditions else images.objects.get(pk=image_id)
    for rendition in renditions:
        rendition.image = image
    image.prefetched_renditions = renditions
    return image
