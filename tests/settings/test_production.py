"""Production is safe, and says what it needs before it starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
NEEDED = {
    "SECRET_KEY": "b4Jw0yQ2mN8zKx6tR1uVf3aPc7dEg5hLiSoTq9WYnXkCj-UZrDpM",
    "ALLOWED_HOSTS": "www.ol2000.example",
    "BASE_URL": "https://www.ol2000.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "DEFAULT_FROM_EMAIL": "site@ol2000.example",
    "EMAIL_URL": "smtp+tls://site:secret@mail.ol2000.example:587",
}
# What the environment says, be it nothing, a file `.env` on this machine does not fill in.
BASE = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    **dict.fromkeys([*NEEDED, "CACHE_URL", "DEBUG", "STAFF_SECOND_FACTOR", "TRUST_PROXY"], ""),
    "SECURE_SSL_REDIRECT": "true",
    "LOG_LEVEL": "INFO",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a management command in production settings with nothing but `environment` set."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**BASE, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def values(*names: str, **environment: str) -> list[str]:
    """Return the `repr` of production settings."""
    shown = "; ".join(f"print(repr(getattr(settings, {name!r}, None)))" for name in names)
    result = subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; {shown}"],
        cwd=ROOT,
        env={**BASE, **NEEDED, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return result.stdout.splitlines()


def test_it_passes_every_check_for_deployment() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **NEEDED)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("name", NEEDED)
def test_it_refuses_to_start_without(name: str) -> None:
    for value in ("", "  "):
        result = manage("check", **{**NEEDED, name: value})
        assert result.returncode != 0
        assert f"Set the environment variable {name}" in result.stderr


@pytest.mark.parametrize(("name", "value"), [("SECRET_KEY", "short"), ("ALLOWED_HOSTS", "*")])
def test_it_refuses_what_is_not_safe(name: str, value: str) -> None:
    result = manage("check", **{**NEEDED, name: value})
    assert result.returncode != 0
    assert name in result.stderr


def test_what_nobody_can_switch_off() -> None:
    assert values("STAFF_SECOND_FACTOR", "DEBUG", "DEMO_PASSWORD", STAFF_SECOND_FACTOR="false", DEBUG="true") == [
        "True",
        "False",
        "''",
    ]


def test_a_proxy_is_trusted_only_when_told() -> None:
    names = ("SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT")
    assert values(*names) == ["None", "None"]
    assert values(*names, TRUST_PROXY="true") == ["('HTTP_X_FORWARDED_PROTO', 'https')", "1"]


def test_mail_goes_where_the_address_says() -> None:
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_HOST_USER", "SERVER_EMAIL")
    assert values(*names) == ["'mail.ol2000.example'", "587", "True", "'site'", "'site@ol2000.example'"]
