"""Wagtail: its own models swapped for ours, its language, its limits."""

from typing import Any

from cms.settings.env import env

WAGTAIL_SITE_NAME = "OL2000"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")

WAGTAIL_PAGE_MODEL = "pages.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "media.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.SiteDocument"

WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.SiteImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.SiteDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
# Documents leave only through Wagtail's view, which knows who may see them, and as a download.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []

WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "search.backend"}}

WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
# One clock for everybody: staff agree on hours with each other and with visitors.
WAGTAIL_USER_TIME_ZONES = ["Europe/Amsterdam"]
# What the fields of its forms hold: as people here write it, one of Django's own Dutch formats.
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAIL_MAX_REVISIONS_PER_PAGE = None

# Both of these ask a third party.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "cms.taxonomy.tags.tags_from_string"
TAG_SPACES_ALLOWED = True
TAG_LIMIT = 10

# Where staff work.
ADMIN_PATH = "/beheer/"
