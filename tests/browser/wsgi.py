"""The site with its uploads served too, as the web server before it does in production."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

application = WhiteNoise(get_wsgi_application(), autorefresh=True)
application.add_files(settings.MEDIA_ROOT, prefix=settings.MEDIA_URL.lstrip("/"))
