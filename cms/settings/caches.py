"""Caches that all workers share: files by default, Redis where CACHE_URL names one."""

from typing import Any

from cms.settings.env import VAR_DIR, env


def shared_cache(name: str, **options: Any) -> dict[str, Any]:
    """Return the description of the cache `name`, on files or on the Redis of CACHE_URL."""
    url = env.str("CACHE_URL", default="")
    if url:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": f"ol2000-{name}",
            **options,
        }
    return {
        "BACKEND": "cms.serving.files.SharedFileCache",
        "LOCATION": str(VAR_DIR / "cache" / name),
        "OPTIONS": {"MAX_ENTRIES": 5_000},
        **options,
    }


CACHES = {
    "default": shared_cache("default"),
    # Wagtail writes back what it read, so this one is in memory; its keys hold the hash of the picture's file.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    "pages": shared_cache("pages", TIMEOUT=300),
}

# How long an answer to an anonymous visitor is kept at most; 0 keeps none.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=300)
