"""The site as a WSGI application, with the production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from cms.serving.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = with_room(get_wsgi_application())
