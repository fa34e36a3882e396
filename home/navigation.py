"""What stands around every page: the bureau's details, the main menu and the path to the page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from cms.pages.generation import per_generation
from cms.pages.models import BasePage
from home.models import SiteSettings


@dataclass(frozen=True)
class Link:
    """One link of a menu or path."""

    title: str
    url: str


@dataclass(frozen=True)
class MenuItem(Link):
    """One entry of the main menu."""

    is_current: bool = False
    is_ancestor: bool = False


@dataclass(frozen=True)
class Chrome:
    """The details of the site and its menu, as they hold for every page and every visitor."""

    settings: SiteSettings
    social: list[Any]
    footer_links: list[Link]
    menu: list[Link]


@per_generation
def chrome() -> Chrome | None:
    """Return what stands around every page; None while there is no site yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    settings = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    menu = BasePage.objects.child_of(site.root_page).visible().in_menu().order_by("path")
    footer = (
        BasePage.objects.visible().filter(pk__in=settings.footer_pages.all())
        if settings.pk
        else BasePage.objects.none()
    )
    return Chrome(
        settings=settings,
        social=[block.value for block in settings.social],
        footer_links=[Link(page.title, page.url or "") for page in footer],
        menu=[Link(page.title, page.url or "") for page in menu],
    )


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Give every template `site`, `menu`, `social` and `footer_links`; a context processor."""
    around = chrome()
    if around is None:
        return {}
    return {
        "site": around.settings,
        "social": around.social,
        "footer_links": around.footer_links,
        "menu": [
            MenuItem(link.title, link.url, request.path == link.url, request.path.startswith(link.url))
            for link in around.menu
        ],
    }
