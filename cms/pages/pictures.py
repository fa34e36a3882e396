"""Images fetched together with the renditions that components show of them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from wagtail.images import get_image_model


def find_images(ids: Collection[int], filter_specs: Collection[str]) -> dict[int, Any]:
    """Return the images with these ids, each with those renditions that exist, where Wagtail looks for them first.

    One query, and one more while some of the images have none of these renditions yet.
    """
    images = get_image_model()
    renditions = (
        images.get_rendition_model().objects.filter(image__in=ids, filter_spec__in=filter_specs).select_related("image")
    )
    found: dict[int, Any] = {}
    made = defaultdict(list)
    for rendition in renditions:
        rendition.image = found.setdefault(rendition.image_id, rendition.image)
        made[rendition.image_id].append(rendition)
    if missing := set(ids) - found.keys():
        found |= images.objects.in_bulk(missing)
    for image in found.values():
        image.prefetched_renditions = made[image.pk]
    return found
