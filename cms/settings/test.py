"""The test suite: fast, alone, and on the database of DATABASE_URL (SQLite by default)."""

from cms.settings.base import *
from cms.settings.base import DATABASES, MIDDLEWARE, STORAGES, VAR_DIR

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
COMPONENT_OVERVIEW = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "renditions", "pages")
}
# Tests of pages count the queries that making one takes; those of the page cache turn it on.
PAGE_CACHE_SECONDS = 0
MEDIA_ROOT = VAR_DIR / "test-media"
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if name != "whitenoise.middleware.WhiteNoiseMiddleware"]
# pytest-django knows Django's own backend as one that is in memory, and not ours.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
