"""The admin opens for a password and a code, and for nothing less."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cms.users.models import User
from tests.factories import UserFactory

PASSWORD = "drie koeien aan de balie"
ADMIN = "/beheer/"
# Every sort of address that the admin has, its own for logging in included.
ADMIN_ADDRESSES = [
    "/beheer/",
    "/beheer/login/",
    "/beheer/login/?next=/beheer/pages/",
    "/beheer/logout/",
    "/beheer/password_reset/",
    "/beheer/password_reset/done/",
    "/beheer/password_reset/confirm/MQ/set-password/",
    "/beheer/password_reset/complete/",
    "/beheer/account/",
    "/beheer/pages/",
    "/beheer/pages/1/edit/",
    "/beheer/images/",
    "/beheer/documents/",
    "/beheer/users/",
    "/beheer/snippets/",
    "/beheer/reports/site-history/",
    "/beheer/jsi18n/",
    "/beheer/api/main/pages/",
    "/beheer/does-not-exist/",
]


@pytest.fixture(autouse=True)
def _second_factor_asked(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def user(db: None) -> User:
    """A superuser, so that nothing but the second factor stands in the way."""
    user = UserFactory(is_superuser=True, is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def code_for(secret: str, step: int = 0) -> str:
    """Return what an app shows for `secret` (RFC 6238), `step` periods of thirty seconds from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def log_in(client: Client, user: User, **where: str) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, **where})


def open_activation(client: Client) -> Any:
    """Open the screen that connects an app, with the password confirmed, which that asks for."""
    asked = client.get(reverse("mfa_activate_totp"))
    assert urlsplit(asked.url).path == reverse("account_reauthenticate")
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"password": PASSWORD}).url == reverse("mfa_activate_totp")
    return client.get(reverse("mfa_activate_totp"))


def connect_app(client: Client) -> str:
    """Connect an app as its owner does; return its secret."""
    page = open_activation(client).text
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    return secret


@pytest.fixture
def secret(user: User) -> str:
    """The secret of the app that `user` has connected."""
    client = Client()
    log_in(client, user)
    # The code that connects the app counts as used from then on; that of the next half minute doesn't.
    return connect_app(client)


class TestFirstTime:
    def test_a_password_leads_to_setting_up_a_second_factor_and_to_nothing_else(self, user: User) -> None:
        client = Client()
        assert log_in(client, user).status_code == 302
        for address in [*ADMIN_ADDRESSES, reverse("mfa_index"), reverse("account_change_password")]:
            response = client.get(address)
            assert (response.status_code, response.url) == (302, reverse("mfa_activate_totp")), address
        assert open_activation(client).status_code == 200

    def test_connecting_an_app_opens_the_admin(self, user: User) -> None:
        client = Client()
        log_in(client, user)
        connect_app(client)
        assert client.get(ADMIN).status_code == 200

    def test_the_code_to_scan_is_on_white_in_any_scheme(self, user: User) -> None:
        client = Client()
        log_in(client, user)
        (image,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', open_activation(client).text)
        assert b'fill="#fff" d="M0 0h' in base64.b64decode(image)

    def test_a_wrong_code_connects_nothing(self, user: User) -> None:
        client = Client()
        log_in(client, user)
        open_activation(client)
        response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
        assert "Deze code klopt niet" in response.text
        assert not Authenticator.objects.exists()
        assert client.get(ADMIN).status_code == 302

    def test_a_session_that_somebody_left_open_connects_nothing(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        asked = client.get(reverse("mfa_activate_totp"))
        assert "Dit wachtwoord klopt niet" in client.post(asked.url, {"password": "geraden"}).text
        assert client.get(reverse("mfa_activate_totp")).status_code == 302


class TestLoggingIn:
    def test_password_and_code_open_the_admin(self, user: User, secret: str) -> None:
        client = Client()
        response = log_in(client, user, next="/beheer/pages/")
        assert response.url.startswith(reverse("mfa_authenticate"))
        assert client.get(ADMIN).status_code == 302
        assert client.get(response.url).status_code == 200
        response = client.post(response.url, {"code": f" {code_for(secret, 1)[:3]} {code_for(secret, 1)[3:]} "})
        assert response.url == "/beheer/pages/"
        assert client.get(ADMIN).status_code == 200

    def test_a_recovery_code_works_once(self, user: User, secret: str) -> None:
        codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
        for expected in (200, 302):
            client = Client()
            client.post(log_in(client, user).url, {"code": codes[0]})
            assert client.get(ADMIN).status_code == expected

    def test_a_code_works_once(self, user: User, secret: str) -> None:
        code = code_for(secret, 1)
        for expected in (200, 302):
            client = Client()
            client.post(log_in(client, user).url, {"code": code})
            assert client.get(ADMIN).status_code == expected

    @pytest.mark.parametrize("code", ["", "000000", "abc", "\0", "9" * 300])
    def test_a_wrong_code_opens_nothing(self, user: User, secret: str, code: str) -> None:
        client = Client()
        address = log_in(client, user).url
        assert client.post(address, {"code": code}).status_code == 200
        assert client.get(ADMIN).status_code == 302

    def test_guessing_codes_ends_soon(self, user: User, secret: str) -> None:
        client = Client()
        address = log_in(client, user).url
        answers = [client.post(address, {"code": f"{guess:06d}"}).text for guess in range(8)]
        assert "Deze code klopt niet" in answers[0]
        assert "te vaak" in answers[-1]

    def test_guessing_passwords_ends_soon(self, user: User) -> None:
        client = Client()
        answers = [
            client.post(reverse("account_login"), {"login": user.email, "password": f"geraden {guess}"}).text
            for guess in range(8)
        ]
        assert "klopt niet" in answers[0]
        assert "te vaak" in answers[-1]
        assert "te vaak" in log_in(client, user).text

    @pytest.mark.parametrize(
        "elsewhere", ["https://elders.example/", "//elders.example/", "/\\elders.example", "javascript:1"]
    )
    def test_nobody_is_sent_to_another_site(self, user: User, secret: str, elsewhere: str) -> None:
        client = Client()
        address = log_in(client, user, next=elsewhere).url
        response = client.post(address, {"code": code_for(secret, 1)})
        assert response.url == ADMIN

    def test_logging_out_takes_a_button(self, user: User, secret: str) -> None:
        client = Client()
        client.post(log_in(client, user).url, {"code": code_for(secret, 1)})
        assert client.get(reverse("account_logout")).status_code == 200
        assert client.get(ADMIN).status_code == 200
        assert client.post(reverse("account_logout")).url == reverse("account_login")
        assert client.get(ADMIN).status_code == 302


class TestPasswordAlone:
    @pytest.mark.parametrize("address", ADMIN_ADDRESSES)
    def test_no_address_of_the_admin_answers_a_session_without_a_code(
        self, user: User, secret: str, address: str
    ) -> None:
        client = Client()
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == 302
        assert urlsplit(response.url).path == reverse("account_login")
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("address", ADMIN_ADDRESSES)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_no_address_of_the_admin_answers_a_stranger(self, db: None, address: str, method: str) -> None:
        response = getattr(Client(), method)(address)
        assert response.status_code == 302
        assert urlsplit(response.url).path == reverse("account_login")

    @pytest.mark.parametrize("address", ["/beheer/login/", "/_util/login/"])
    def test_the_log_in_views_of_others_take_no_password(self, user: User, secret: str, address: str) -> None:
        client = Client()
        client.post(address, {"username": user.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_a_session_without_a_code_cannot_disconnect_the_app(self, user: User, secret: str) -> None:
        client = Client()
        client.force_login(user)
        for name in ("mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "account_change_password"):
            client.force_login(user)
            response = client.post(reverse(name), {"code": "1", "password": PASSWORD})
            assert urlsplit(response.url).path == reverse("account_login")
        assert Authenticator.objects.filter(user=user, type="totp").exists()

    @pytest.mark.parametrize(
        ("name", "asks"), [("account_reauthenticate", "uw wachtwoord in."), ("mfa_reauthenticate", "een code in.")]
    )
    def test_who_changes_how_she_logs_in_is_asked_once_more(
        self, user: User, secret: str, name: str, asks: str
    ) -> None:
        client = Client()
        client.post(log_in(client, user).url, {"code": code_for(secret, 1)})
        page = client.get(reverse(name)).content.decode()
        assert f"Vul daarom nog een keer {asks}" in page
        assert "<h1>Bevestig dat u het bent</h1>" in page

    def test_a_record_that_belongs_to_someone_else_does_not_count(self, user: User, secret: str) -> None:
        client = Client()
        client.post(log_in(client, user).url, {"code": code_for(secret, 1)})
        records = client.session["account_authentication_methods"]
        other = Client()
        other.force_login(UserFactory(is_superuser=True))
        session = other.session
        session["account_authentication_methods"] = records
        session.save()
        assert other.get(ADMIN).status_code == 302

    def test_the_admin_closes_when_the_app_is_disconnected(self, user: User, secret: str) -> None:
        client = Client()
        client.post(log_in(client, user).url, {"code": code_for(secret, 1)})
        Authenticator.objects.filter(user=user).delete()
        assert client.get(ADMIN).url == reverse("mfa_activate_totp")

    def test_a_token_opens_nothing(self, user: User) -> None:
        for address in ("/beheer/", "/beheer/api/main/pages/", "/api/v3/pages/"):
            response = Client().get(address, headers={"authorization": "Bearer wagtail_something"})
            assert response.status_code in {302, 404}

    def test_no_address_leads_to_the_api_that_takes_tokens(self) -> None:
        def views(patterns: list[Any]) -> Iterator[str]:
            for pattern in patterns:
                if isinstance(pattern, URLResolver):
                    yield from views(pattern.url_patterns)
                elif isinstance(pattern, URLPattern):
                    yield pattern.lookup_str

        found = list(views(get_resolver().url_patterns))
        assert len(found) > 100
        assert not [view for view in found if "api.v3" in view or "ninja" in view]


class TestPasswordReset:
    def test_a_link_sets_a_new_password_and_does_not_log_in(self, user: User, secret: str) -> None:
        client = Client()
        assert client.post(reverse("account_reset_password"), {"email": user.email}).url == reverse(
            "account_reset_password_done"
        )
        (message,) = mail.outbox
        assert message.subject == "Een nieuw wachtwoord kiezen"
        link = re.search(r"https?://\S+", message.body)[0]
        form = client.get(urlsplit(link).path, follow=True)
        assert "Nieuw wachtwoord" in form.text
        new = "vier paarden achter het loket"
        address = form.redirect_chain[-1][0]
        assert client.post(address, {"password1": new, "password2": new}).url == reverse(
            "account_reset_password_from_key_done"
        )
        user.refresh_from_db()
        assert user.check_password(new)
        assert "_auth_user_id" not in client.session
        again = client.get(urlsplit(link).path, follow=True)
        assert "werkt niet meer" in again.text

    def test_strangers_learn_nothing(self, db: None) -> None:
        response = Client().post(reverse("account_reset_password"), {"email": "niemand@ol2000.example"})
        assert response.url == reverse("account_reset_password_done")
        assert not mail.outbox


def test_every_screen_is_ours_and_says_u(user: User, client: Client) -> None:
    for name in ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive"):
        text = client.get(reverse(name)).text
        assert "Programmabureau OL2000" in text
        assert "noindex" in text
        assert not re.search(r"\b(je|jouw|jij)\b", text)


def test_every_screen_of_the_second_step_opens(user: User, secret: str) -> None:
    client = Client()
    client.post(log_in(client, user).url, {"code": code_for(secret, 1)})
    assert client.get(reverse("mfa_index")).status_code == 200
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"password": PASSWORD, "code": code_for(secret, 1)}).status_code in {200, 302}
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "account_change_password",
    ):
        response = client.get(reverse(name))
        assert response.status_code == 200, name
        assert "no-store" in response.headers["Cache-Control"]


def test_where_no_second_factor_is_asked_a_password_does(user: User, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    assert log_in(client, user).url == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_the_way_back_is_kept(db: None) -> None:
    response = Client().get("/beheer/pages/?p=2")
    assert parse_qs(urlsplit(response.url).query) == {"next": ["/beheer/pages/?p=2"]}
