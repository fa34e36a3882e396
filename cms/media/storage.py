"""Where uploads are kept, and their addresses."""

from django.core.files.storage import FileSystemStorage
from django.utils.encoding import filepath_to_uri


class MediaStorage(FileSystemStorage):
    """The file system, with addresses written straight.

    A list shows sixty of them. Django resolves each against the address of all media by the rules for links in a
    page, which takes ten times as long; a name in this storage is never such a link.
    """

    def url(self, name: str | None) -> str:
        """Return the address of the file `name`; MEDIA_URL ends with a slash, as Django demands."""
        return f"{self.base_url}{filepath_to_uri(name).lstrip('/')}" if name else super().url(name)
