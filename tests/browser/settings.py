"""Production as a browser meets it, with the demo's accounts and without their second factor (see tests/users)."""

from cms.settings.production import *
from cms.settings.production import STORAGES

DEMO_PASSWORD = "een-loket-voor-alles"
STAFF_SECOND_FACTOR = False
COMPONENT_OVERVIEW = True
# Joined and hashed as in production, but not compressed: that takes most of a minute and a browser sees no difference.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "tests.browser.static.UncompressedStaticFilesStorage"}}
ACCOUNT_RATE_LIMITS = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
