"""Static files in production: one stylesheet, names that carry a hash of the content, compressed beforehand."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What browsers load; everything that it imports is joined into it.
STYLESHEET = "css/site.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(
    r"""@import\s+url\(["'](?P<name>[^"']+)["']\)(?:\s+layer\((?P<layer>[\w.-]+)\))?(?:\s+(?P<media>[^;]+))?;"""
)
_URL = re.compile(r"""url\(["']?(?!data:|[a-z]+:|/|#)(?P<address>[^"')]+)["']?\)""")


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files of which JavaScript modules and the stylesheet find one another.

    In development the stylesheet imports its parts one by one; a browser would fetch them after it has read the
    first, so here `collectstatic` joins them.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the stylesheet, then hash and compress everything in `paths` ({name: (storage, path)})."""
        if STYLESHEET in paths and not dry_run:
            joined = InMemoryStorage()
            joined.save(STYLESHEET, ContentFile(join_stylesheet(STYLESHEET, lambda name: _read(paths, name)).encode()))
            paths = {**paths, STYLESHEET: (joined, STYLESHEET)}
        yield from super().post_process(paths, dry_run, **options)


def join_stylesheet(name: str, read: Any) -> str:
    """Return the stylesheet `name` with what it imports in place of each import, in its layer and for its medium.

    `read` returns the text of a stylesheet by its name. Addresses in the parts are made relative to `name`.
    Raises ValueError when an import can't be joined.
    """
    folder = posixpath.dirname(name)

    def part(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found["name"]))
        text = _without_comments(read(target))
        if "@import" in text:
            raise ValueError(f"{target} imports another stylesheet; only {name} may.")
        text = _URL.sub(lambda url: _rebased(url["address"], posixpath.dirname(target), folder), text).strip()
        if found["layer"]:
            text = f"@layer {found['layer']} {{\n{text}\n}}"
        return f"@media {found['media'].strip()} {{\n{text}\n}}" if found["media"] else text

    joined = _IMPORT.sub(part, _without_comments(read(name)))
    if "@import" in joined:
        raise ValueError(f"{name} has an @import in a form that can't be joined.")
    return joined.strip() + "\n"


def _without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


def _rebased(address: str, old_folder: str, new_folder: str) -> str:
    return f'url("{posixpath.relpath(posixpath.join(old_folder, address), new_folder)}")'


def _read(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
