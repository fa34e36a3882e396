"""A server on the internet; refuses to start without what only its owner can know (see docs/running.md)."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *
from cms.settings.base import STORAGES, env


def required(name: str, what: str) -> str:
    """Return the environment variable `name`; raise ImproperlyConfigured, naming it, when it is missing or empty."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {what}. See docs/running.md.")
    return value


DEBUG = False
SECRET_KEY = required("SECRET_KEY", "a random text of at least 50 characters that nobody else knows")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: make it at least 50 random characters.")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS", "the names of the site, with commas").split(",")]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's own hosts; '*' lets anybody choose one.")
WAGTAILADMIN_BASE_URL = required("BASE_URL", "the address of the site, such as https://www.example.nl")
required("DATABASE_URL", "such as postgres://user:password@host/name")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("DEFAULT_FROM_EMAIL", "the sender of the site's mail")
EMAIL = env.email_url_config(required("EMAIL_URL", "such as smtp+tls://user:password@host:587"))
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"] or "", EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_TLS", False), EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20

# Not to be switched off: the admin opens for a password and a code, and for nothing less.
STAFF_SECOND_FACTOR = True

# Only a measurement on the machine itself does without.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
if env.bool("TRUST_PROXY", default=False):
    # What a visitor sends under these names must be overwritten by the proxy (deploy/nginx.conf does).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "cms.serving.static.JoinedStaticFilesStorage"}}
# Everything has a hash in its name, so the other names need not be there.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"},
    },
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django's own handlers would say everything twice, and by mail.
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}
