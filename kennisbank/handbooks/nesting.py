"""How deep a handbook may go: chapters, and sections below them; a section holds no sections."""

from typing import TYPE_CHECKING, Any

from django import forms

from cms.pages.copying import BasePageCopyForm

if TYPE_CHECKING:
    from cms.pages.models import BasePage

TOO_DEEP = (
    "Een paragraaf kan zelf geen paragrafen hebben. Zet de tekst als hoofdstuk onder het handboek, "
    "of als paragraaf onder een hoofdstuk."
)


def is_chapter(page: "BasePage | None") -> bool:
    """Return whether `page` is a chapter or a section."""
    return page is not None and page.specific_class is not None and page.specific_class.kind == "hoofdstuk"


def is_section(page: "BasePage") -> bool:
    """Return whether `page` stands below a chapter."""
    return is_chapter(page) and is_chapter(page.get_parent())


def handbook_of(page: "BasePage") -> "BasePage":
    """Return the page above the chapter or section `page` that isn't a chapter; no query where they are known."""
    above = page.get_parent()
    return handbook_of(above) if is_chapter(above) else above


def is_too_deep(page: "BasePage", parent: "BasePage") -> bool:
    """Return whether `page` with what is below it would go too deep under `parent`."""
    return is_section(parent) or (is_chapter(parent) and not page.is_leaf())


class ChapterCopyForm(BasePageCopyForm):
    """The form to copy a page, which knows that sections hold no sections."""

    def clean(self) -> dict[str, Any]:
        """Refuse a copy whose sections would come below a section."""
        data = super().clean()
        parent = data.get("new_parent_page")
        if parent and data.get("copy_subpages") and is_too_deep(self.page, parent):
            self.add_error("new_parent_page", forms.ValidationError(TOO_DEEP))
        return data
