"""What allauth may do here, and what it says: let people log in, and nothing more."""

from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a beheerder, so nobody signs up."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is uitgezet. Vraag een beheerder om hulp.",
        "email_password_mismatch": "Het e-mailadres of het wachtwoord klopt niet. Probeer het opnieuw.",
        "enter_current_password": "Vul het wachtwoord in dat u nu gebruikt.",
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het opnieuw.",
        "incorrect_code": "Deze code klopt niet. Vul de code in die de app nu laat zien.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "too_many_login_attempts": "U hebt te vaak iets verkeerds ingevuld. Wacht vijf minuten en probeer het opnieuw.",
        "rate_limited": "U hebt te vaak achter elkaar geprobeerd. Wacht een paar minuten.",
        "same_as_current": "Kies een wachtwoord dat u nu nog niet gebruikt.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no sign-up."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how `user` can confirm who they are, in our words."""
        descriptions = {"mfa_reauthenticate": "Met een code uit uw app", "account_reauthenticate": "Met uw wachtwoord"}
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": descriptions.get(method["id"], method["description"])} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """The words of the second step."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet. Vul de code in die de app nu laat zien.",
        "cannot_delete_authenticator": "U kunt de app niet loskoppelen.",
        "cannot_generate_recovery_codes": "Koppel eerst een app. Daarna kunt u herstelcodes maken.",
    }

    def build_totp_svg(self, url: str) -> str:
        """Return `url` as a QR code on white: on the background of a dark scheme no telephone could read it."""
        svg = BytesIO()
        segno.make(url).save(svg, kind="svg", xmldecl=False, light="white", omitsize=True)
        return svg.getvalue().decode()
