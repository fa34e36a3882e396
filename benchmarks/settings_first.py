"""Production without a page cache, where nothing that is kept for a generation is ever found again.

So every request is answered as the first one after something on the site changed.
"""

from cms.settings.production import *
from cms.settings.production import CACHES

CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
