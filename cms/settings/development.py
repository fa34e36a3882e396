"""A developer's machine, and the demo of `make run`."""

from cms.settings.base import *
from cms.settings.base import MIDDLEWARE, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-the-demo-on-your-own-machine")
ALLOWED_HOSTS = ["*"]
# Mail goes to a folder, also when no worker runs.
MAIL_DELIVERY = "at_once"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
COMPONENT_OVERVIEW = True
MIDDLEWARE = [*MIDDLEWARE, "cms.serving.middleware.OwnNotFoundPageMiddleware"]
# The demo accounts log in with this; without it, as in production, the demo makes no accounts.
DEMO_PASSWORD = "een-loket-voor-alles"
