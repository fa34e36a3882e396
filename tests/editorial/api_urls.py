"""The site with Wagtail's API for programs, to test that the rules hold there as well."""

from django.urls import path
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as site_urls

urlpatterns = [path("api/v3/", api.urls), *site_urls]
