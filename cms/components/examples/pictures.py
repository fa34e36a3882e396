"""A picture for the examples that show one."""

from typing import Any

from wagtail.images import get_image_model


def library_picture() -> Any:
    """Return the newest picture of the site's library; None while that is empty: the example then shows none."""
    return get_image_model().objects.order_by("-pk").first()
