"""Production without a page cache, where no fragment of a page is ever found again.

Bodies, cards, heads and lists are made anew for each request; what all pages share (sites, menu, words) is known.
"""

from cms.settings.production import *
from cms.settings.production import CACHES, INSTALLED_APPS

CACHES = {**CACHES, "pages": {"BACKEND": "benchmarks.cold.GenerationAlone"}}
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.cold.ColdConfig"]
