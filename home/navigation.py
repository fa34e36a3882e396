"""What stands around every page: the bureau's details, the main menu and the path to the page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from wagtail.models import Site

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.generation import per_generation
from cms.pages.models import BasePage
from cms.pages.routing import site_of
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
class SiteDetails:
    """What the bureau says of itself, as templates show it; `contact_url` is where its visitors get in touch."""

    name: str
    tagline: str
    contact_email: str
    contact_phone: str
    opening_hours: str
    address: str
    postal_address: str
    footer_text: str
    social: list[Any]
    contact_url: str
    contact_page_id: int | None


@dataclass(frozen=True)
class Chrome:
    """The details of the site and its menu, as they hold for every page and every visitor."""

    site: SiteDetails
    footer_links: list[Link]
    menu: list[Link]


@per_generation
def chrome(site: Site) -> Chrome:
    """Return what stands around every page of `site`, with one query when its settings were fetched along."""
    settings = getattr(site, "sitesettings", None) or SiteSettings(site=site)
    in_footer = Exists(
        SiteSettings.footer_pages.through.objects.filter(sitesettings=settings.pk, basepage=OuterRef("pk"))
    )
    root, menu_depth = site.root_page, site.root_page.depth + 1
    in_menu = Q(path__startswith=root.path, depth=menu_depth, show_in_menus=True)
    named = Q(in_footer=True) | Q(pk=settings.contact_page_id)
    shown = BasePage.objects.visible().annotate(in_footer=in_footer).filter(in_menu | named).order_by("path")
    pages = list(shown.only("title", "depth", "show_in_menus", *ADDRESS_FIELDS))
    addresses = addresses_of(pages)
    return Chrome(
        site=_details(settings, addresses.get(settings.contact_page_id, "")),
        footer_links=[Link(page.title, addresses[page.pk]) for page in pages if page.in_footer],
        menu=[
            Link(page.title, addresses[page.pk])
            for page in pages
            if page.show_in_menus and page.depth == menu_depth and page.path.startswith(root.path)
        ],
    )


def _details(settings: SiteSettings, contact_url: str) -> SiteDetails:
    """Return the details; where no contact page can be seen, getting in touch is writing a mail."""
    mail = f"mailto:{settings.contact_email}" if settings.contact_email else ""
    return SiteDetails(
        name=settings.name,
        tagline=settings.tagline,
        contact_email=settings.contact_email,
        contact_phone=settings.contact_phone,
        opening_hours=settings.opening_hours,
        address=settings.visiting_address,
        postal_address=settings.postal_address,
        footer_text=settings.footer_text,
        social=[block.value for block in settings.social],
        contact_url=contact_url or mail,
        contact_page_id=settings.contact_page_id if contact_url else None,
    )


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Give every template `site`, `menu` and `footer_links`; a context processor."""
    site = site_of(request)
    if site is None:
        return {}
    around = chrome(site)
    return {
        "site": around.site,
        "footer_links": around.footer_links,
        "menu": [
            MenuItem(link.title, link.url, request.path == link.url, request.path.startswith(link.url))
            for link in around.menu
        ],
    }
