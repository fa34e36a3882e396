"""A cache on files that several processes share, with a lock that only one of them gets."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's cache on files, with an `add` that is one step: Django's looks first and writes then."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep `value` unless there is one already; return whether it was kept. Of several callers one succeeds."""
        if self.has_key(key, version):  # has_key also removes what has expired
            return False
        self._createdir()  # type: ignore[attr-defined]
        target = self._key_to_file(key, version)  # type: ignore[attr-defined]
        descriptor, written = tempfile.mkstemp(dir=self._dir)  # type: ignore[attr-defined]
        try:
            with os.fdopen(descriptor, "wb") as file:
                self._write_content(file, timeout, value)  # type: ignore[attr-defined]
            os.link(written, target)
        except FileExistsError:
            return False
        finally:
            Path(written).unlink()
        return True
