"""The addresses of logging in: allauth's views by allauth's names, and only those that are used here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from cms.users.views import ActivateAppView, in_our_frame

urlpatterns = [
    path("inloggen/", in_our_frame(account.LoginView), name="account_login"),
    path("uitloggen/", in_our_frame(account.LogoutView), name="account_logout"),
    path("uitgezet/", in_our_frame(account.AccountInactiveView), name="account_inactive"),
    path("bevestigen/", in_our_frame(account.ReauthenticateView), name="account_reauthenticate"),
    path("wachtwoord/", in_our_frame(account.PasswordChangeView), name="account_change_password"),
    path("wachtwoord/vergeten/", in_our_frame(account.PasswordResetView), name="account_reset_password"),
    path("wachtwoord/verstuurd/", in_our_frame(account.PasswordResetDoneView), name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        in_our_frame(account.PasswordResetFromKeyView),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/klaar/",
        in_our_frame(account.PasswordResetFromKeyDoneView),
        name="account_reset_password_from_key_done",
    ),
    path("tweede-stap/", in_our_frame(mfa.IndexView), name="mfa_index"),
    path("tweede-stap/code/", in_our_frame(mfa.AuthenticateView), name="mfa_authenticate"),
    path("tweede-stap/bevestigen/", in_our_frame(mfa.ReauthenticateView), name="mfa_reauthenticate"),
    path("tweede-stap/app/", in_our_frame(ActivateAppView), name="mfa_activate_totp"),
    path("tweede-stap/app/loskoppelen/", in_our_frame(totp.DeactivateTOTPView), name="mfa_deactivate_totp"),
    path(
        "tweede-stap/herstelcodes/", in_our_frame(recovery_codes.ViewRecoveryCodesView), name="mfa_view_recovery_codes"
    ),
    path(
        "tweede-stap/herstelcodes/nieuw/",
        in_our_frame(recovery_codes.GenerateRecoveryCodesView),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tweede-stap/herstelcodes/bestand/",
        in_our_frame(recovery_codes.DownloadRecoveryCodesView),
        name="mfa_download_recovery_codes",
    ),
]
