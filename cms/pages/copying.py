"""The form on which staff copy a page."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class BasePageCopyForm(CopyForm):
    """Wagtail's form, which offers to publish to whoever may do so somewhere: here only where she may beside the page.

    Whoever then chooses another place is still refused there, as Wagtail has it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.page.get_parent().permissions_for_user(self.user).can_publish_subpage():
            for name in ("publish_copies", "alias"):
                self.fields.pop(name, None)
