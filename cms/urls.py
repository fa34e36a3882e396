"""The addresses of the site that are not pages; everything else is Wagtail's tree."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView, TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from cms.pages.sitemap import VisiblePages
from events.speaking.requests.views import StatusView
from search.site.views import FeedView, SearchView, SuggestionsView

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own log-in views accept a password alone; ours asks for the second factor.
    path("beheer/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("beheer/", include(wagtailadmin_urls)),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("account/", include("cms.users.urls")),
    path("documenten/", include(wagtaildocs_urls)),
    path("zoeken/", SearchView.as_view(), name="search"),
    path("zoeken/suggesties/", SuggestionsView.as_view(), name="search_suggestions"),
    path("zoeken/atom/", FeedView.as_view(), name="search_feed"),
    path("spreker-aangevraagd/<str:token>/", StatusView.as_view(), name="speaking_request"),
    path("", include("events.registration.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": VisiblePages}}, name="sitemap"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
]

if settings.COMPONENT_OVERVIEW:
    urlpatterns += [path("componenten/", include("cms.components.urls"))]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

# Files below pages ('/agenda/agenda.ics', '/agenda/<workshop>/plaatsen.json'): Wagtail's own pattern knows no dots.
urlpatterns += [re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:ics|json))$", serve)]
urlpatterns += [path("", include(wagtail_urls))]
