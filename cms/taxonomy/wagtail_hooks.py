"""What the taxonomy adds to the admin."""

from wagtail import hooks

from cms.taxonomy.tag_views import TagViewSet


@hooks.register("register_admin_viewset")
def tag_viewset() -> TagViewSet:
    """Return the screens for tags."""
    return TagViewSet()
