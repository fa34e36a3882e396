"""What rich text means on this site."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.blocks.page_links import PublishedPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def look_up_page_links_at_once(features: FeatureRegistry) -> None:
    """Let our handler write links to pages; after Wagtail's own, which it replaces."""
    features.register_link_type(PublishedPageLinkHandler)
