"""Production with one view that answers with ready bytes: what the middleware and the server take by themselves."""

from cms.settings.production import *

ROOT_URLCONF = "benchmarks.bare"
