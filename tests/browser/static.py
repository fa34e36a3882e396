"""Production's static files, uncompressed."""

from collections.abc import Iterator
from typing import Any

from cms.serving.static import JoinedStaticFilesStorage


class UncompressedStaticFilesStorage(JoinedStaticFilesStorage):
    """Join and hash, and leave it at that."""

    def compress_files(self, paths: Any) -> Iterator[Any]:
        """Compress nothing."""
        return iter(())
