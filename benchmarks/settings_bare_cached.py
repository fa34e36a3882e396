"""The bare view behind Django's own cache middleware, on the same cache as our page cache."""

from benchmarks.settings_bare import *
from benchmarks.settings_bare import MIDDLEWARE

MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *MIDDLEWARE,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHE_MIDDLEWARE_ALIAS = "pages"
CACHE_MIDDLEWARE_SECONDS = 3600
