"""What holds in every environment."""

from cms.settings.accounts import *
from cms.settings.apps import *
from cms.settings.caches import *
from cms.settings.database import *
from cms.settings.env import *
from cms.settings.mail import *
from cms.settings.security import *
from cms.settings.static import *
from cms.settings.wagtail import *

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
FORMAT_MODULE_PATH = ["cms.formats"]
# What Wagtail says in English, or not as we do.
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# Whether /componenten/ shows the components that pages are built of; for developers only.
COMPONENT_OVERVIEW = False
