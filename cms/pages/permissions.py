"""What somebody may do with a page."""

from wagtail.models import PagePermissionTester


class EditorialPermissionTester(PagePermissionTester):
    """Wagtail's tester; the rules of 'vier ogen' come here."""
