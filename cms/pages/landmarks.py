"""Pages that others lead to from everywhere: those of which the site has only one."""

from django.apps import apps
from wagtail.models import get_page_models

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.generation import per_generation


@per_generation
def _landmarks() -> dict[str, str]:
    """Return the address of each such page that everybody may see, by its kind; one query for all."""
    kinds = [page_class.kind for page_class in get_page_models() if page_class.kind and page_class.max_count == 1]
    pages = apps.get_model("pages.BasePage").objects.visible().of_kind(*kinds)
    pages = list(pages.only("content_type", *ADDRESS_FIELDS))
    addresses = addresses_of(pages)
    return {page.specific_class.kind: addresses[page.pk] for page in pages}


def landmark_url(kind: str) -> str:
    """Return the address of the one page of `kind`; '' while there is none that everybody may see."""
    return _landmarks().get(kind, "")
