"""The home page, plain content pages, and what the bureau says of itself on every page."""

from home.models.pages import ContentPage, HomePage
from home.models.settings import SiteSettings

__all__ = ["ContentPage", "HomePage", "SiteSettings"]
