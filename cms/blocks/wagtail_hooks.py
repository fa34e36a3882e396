"""What rich text means on this site."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.blocks.page_links import PublishedPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def look_up_page_links_at_once(features: FeatureRegistry) -> None:
    """Let our handler write links to pages; after Wagtail's own, which it replaces."""
    features.register_link_type(PublishedPageLinkHandler)


@hooks.register("register_rich_text_features", order=20)
def say_it_in_dutch(features: FeatureRegistry) -> None:
    """Name in Dutch the buttons that Wagtail's own translation leaves in English."""
    for feature, name in (("bold", "Vet"), ("italic", "Cursief")):
        features.plugins_by_editor["draftail"][feature].data["description"] = name
