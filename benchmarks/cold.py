"""What keeps fragments from being found again, while the site's generation lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.apps import AppConfig
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.test.utils import override_settings


class GenerationAlone(LocMemCache):
    """A cache that takes nothing but the token of the generation, which stands alone under its name."""

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Keep the token; forget anything else."""
        return super().add(key, *args, **kwargs) if key == "generation" else True

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        """Keep the token; forget anything else."""
        if key == "generation":
            super().set(key, *args, **kwargs)


class ColdConfig(AppConfig):
    """Lets a process keep no fragment."""

    name = "benchmarks"
    label = "benchmarks_cold"

    def ready(self) -> None:
        """Leave no room."""
        from cms.pages import keeping

        keeping.MOST_KEPT = 0


@contextmanager
def cold_fragments() -> Iterator[None]:
    """Let this process find no fragment while this lasts."""
    from cms.pages import keeping

    caches = {**settings.CACHES, "pages": {"BACKEND": f"{__name__}.{GenerationAlone.__name__}"}}
    with override_settings(CACHES=caches), patch.object(keeping, "MOST_KEPT", 0):
        yield
