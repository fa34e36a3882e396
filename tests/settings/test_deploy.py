"""What stands before the site gives nothing away that the site itself keeps."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from cms.media.models import SiteDocument, SiteImage

NGINX = (Path(settings.BASE_DIR) / "deploy/nginx.conf").read_text()


def test_nginx_serves_renditions_and_no_other_upload(db: None) -> None:
    assert re.findall(r"location (/media/\S*) \{\s*alias", NGINX) == ["/media/images/"]
    kept_inside = (
        SiteDocument._meta.get_field("file").upload_to,
        SiteImage().get_upload_to("foto.png"),
    )
    for folder in kept_inside:
        assert not folder.startswith("images/")


def test_what_a_visitor_says_about_the_proxy_is_overwritten() -> None:
    assert "X-Forwarded-For $remote_addr;" in NGINX
    assert "X-Forwarded-Proto $scheme;" in NGINX


def test_documents_leave_through_the_site() -> None:
    assert settings.WAGTAILDOCS_SERVE_METHOD == "serve_view"
    assert settings.WAGTAILDOCS_INLINE_CONTENT_TYPES == []


def test_addresses_that_are_their_own_key_stand_in_no_log() -> None:
    pattern = re.search(r'"~(\^.*)" 0;', NGINX)
    assert pattern
    for name in ("registration:own", "registration:certificate", "registration:evaluation", "speaking_request"):
        assert re.match(pattern[1], reverse(name, args=["token"])), name
    assert not re.match(pattern[1], "/agenda/aanmelding/")
    assert 'map "$uri $http_referer" $is_logged' in NGINX
    referrer = re.search(r'"~( .*)" 0;', NGINX)
    assert referrer
    private = reverse("registration:own", args=["token"])
    assert re.search(referrer[1], f"/static/css/site.css https://www.example.nl{private}")
    assert not re.search(referrer[1], "/static/css/site.css https://www.example.nl/agenda/aanmelding/")
    assert NGINX.count("access_log ") == NGINX.count("if=$is_logged;") == NGINX.count("server {")
