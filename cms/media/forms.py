"""The forms with which staff upload pictures and documents, in every view that does so."""

from typing import Any

from django import forms
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.media.documents import SiteDocumentField
from cms.media.images import SiteImageField


def _use_own_field(form: forms.ModelForm, field_class: type[forms.FileField]) -> None:
    """Let `form` check its file with `field_class`: Wagtail's form factory knows only its own field."""
    if "file" in form.fields:
        given = form.fields["file"]
        form.fields["file"] = field_class(label=given.label, required=given.required, widget=given.widget)


class SiteImageForm(BaseImageForm):
    """A picture; its own model asks for a description."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _use_own_field(self, SiteImageField)


class SiteDocumentForm(BaseDocumentForm):
    """A document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _use_own_field(self, SiteDocumentField)
