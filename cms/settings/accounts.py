"""Who may log in and how: by e-mail address, with a second factor where STAFF_SECOND_FACTOR asks for it."""

from cms.settings.env import env

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "cms.users.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# There the browser forgets what it kept for who was logged in.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Who has no account hears nothing: a mail to a stranger would only puzzle them.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "cms.users.forms.LoginForm",
    "reauthenticate": "cms.users.forms.ReauthenticateForm",
    "reset_password": "cms.users.forms.ResetPasswordForm",
    "reset_password_from_key": "cms.users.forms.ResetPasswordKeyForm",
    "change_password": "cms.users.forms.ChangePasswordForm",
}
MFA_ADAPTER = "cms.users.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "cms.users.forms.AuthenticateForm",
    "reauthenticate": "cms.users.forms.CodeReauthenticateForm",
    "activate_totp": "cms.users.forms.ActivateAppForm",
}
# A beheerder made the account with this address, so it needs no proof.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OL2000"

# Everything below it belongs to somebody's account (see cms.urls).
ACCOUNT_PATH = "/account/"
# In production always on: without a second factor nobody reaches the admin.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)

# The password of the demo accounts; without one the demo makes no accounts.
DEMO_PASSWORD = ""
