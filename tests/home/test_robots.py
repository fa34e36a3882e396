"""What search engines are told."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_robots_find_the_sitemap_and_stay_out_of_the_admin(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /beheer/" in text
    assert client.get("/sitemap.xml").status_code == 200
