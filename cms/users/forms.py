"""The forms of logging in, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

# A code of the app has six digits, a recovery code eight; people type spaces in them.
MAX_CODE_LENGTH = 16


class LoginForm(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", "E-mailadres")
        _say(self, "password", "Wachtwoord")


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", "Wachtwoord")


class ResetPasswordForm(account.ResetPasswordForm):
    """Whose password is to be changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "email", "E-mailadres")


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    """The new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password1", "Nieuw wachtwoord", "Minstens twaalf tekens. Een korte zin is makkelijk te onthouden.")
        _say(self, "password2", "Nieuw wachtwoord, nog een keer")


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", "Wachtwoord van nu")
        _say(self, "password1", "Nieuw wachtwoord", "Minstens twaalf tekens. Een korte zin is makkelijk te onthouden.")
        _say(self, "password2", "Nieuw wachtwoord, nog een keer")


class CodeMixin:
    """A field for a code, however it is typed."""

    code_label = "Code"
    code_help = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", self.code_label, self.code_help)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.max_length = MAX_CODE_LENGTH
        field.widget.attrs |= {"inputmode": "numeric", "maxlength": MAX_CODE_LENGTH}

    def clean_code(self) -> str:
        """Check the code without the spaces that apps show in it."""
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")  # type: ignore[attr-defined]
        return str(super().clean_code())  # type: ignore[misc]


class AuthenticateForm(CodeMixin, mfa.AuthenticateForm):
    """The second step of logging in."""

    code_help = "Zes cijfers uit de app op uw telefoon. Hebt u die niet bij u? Vul dan een herstelcode in."


class CodeReauthenticateForm(CodeMixin, mfa.ReauthenticateForm):
    """A code once more."""

    code_help = "Zes cijfers uit de app op uw telefoon, of een herstelcode."


class ActivateAppForm(CodeMixin, totp.ActivateTOTPForm):
    """The first code of an app, which shows that it works."""

    code_label = "Code uit de app"
    code_help = "De zes cijfers die de app nu laat zien."


def _say(form: Any, name: str, label: str, help_text: str = "") -> None:
    """Give the field `name` of `form` our words; a label says what a placeholder would."""
    field: forms.Field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.error_messages = {**field.error_messages, "required": "Vul dit in."}
    field.widget.attrs.pop("placeholder", None)
