"""What stands around every page: the bureau's details, the main menu and the path to the page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from wagtail.models import Site

from cms.pages.generation import per_generation
from cms.pages.landmarks import Conditions, landmarks
from cms.pages.routing import known_sites, site_of
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


def pages_around() -> Conditions:
    """Name the pages that the menu, the footer and the details of each site lead to."""
    conditions: Conditions = {}
    for site in known_sites():
        root, settings = site.root_page, _settings(site)
        conditions[f"menu_{site.pk}"] = Q(path__startswith=root.path, depth=root.depth + 1, show_in_menus=True)
        footer = SiteSettings.footer_pages.through.objects.filter(sitesettings=settings.pk, basepage=OuterRef("pk"))
        conditions[f"footer_{site.pk}"] = Exists(footer)
        conditions[f"contact_{site.pk}"] = Q(pk=settings.contact_page_id)
    return conditions


def _settings(site: Site) -> SiteSettings:
    """Return the settings of `site`; no query for a site that was fetched with them."""
    return getattr(site, "sitesettings", None) or SiteSettings(site=site)


@per_generation
def chrome(site: Site) -> Chrome:
    """Return what stands around every page of `site`."""
    contact_url = next((contact.url for contact in landmarks(f"contact_{site.pk}")), "")
    return Chrome(
        site=_details(_settings(site), contact_url),
        footer_links=[Link(page.title, page.url) for page in landmarks(f"footer_{site.pk}")],
        menu=[Link(page.title, page.url) for page in landmarks(f"menu_{site.pk}")],
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
