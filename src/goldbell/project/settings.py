"""Django settings. Everything a site may change comes from the environment (``GOLDBELL_…``); docs/running.md lists it."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from goldbell.project import places
from goldbell.project.database.address import Address, configured

SOURCE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


# --- the site -------------------------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = os.environ.get("GOLDBELL_SECRET_KEY") or places.secret("django_secret", length=48).hex()
ALLOWED_HOSTS = [name for name in os.environ.get("GOLDBELL_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if name]
#: Sample district: demo accounts with a published password. Never on a real site.
DEMO = _flag("GOLDBELL_DEMO")
#: The published password of every demo account.
DEMO_PASSWORD = "jinzhong-2026"  # noqa: S105 – published on purpose
HTTPS = _flag("GOLDBELL_HTTPS")
#: Partners may live on this machine: the simulated banks do. On a real site nothing on loopback is a bank.
GOLDBELL_PARTNERS_ON_LOOPBACK = DEMO or _flag("GOLDBELL_PARTNERS_ON_LOOPBACK")
ROOT_URLCONF = "goldbell.project.urls"
WSGI_APPLICATION = "goldbell.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

# Lowest floor first; ARCHITECTURE.md says who may look at whom.
DUTIES = [
    f"goldbell.apps.{name}"
    for name in (
        "audit",
        "identity",
        "privacy",
        "exchange",
        "cases",
        "tracing",
        "outreach",
        "interdiction",
        "insight",
        "console",
    )
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    # ours first: their templates stand before those of the libraries they dress
    "goldbell.web",
    *DUTIES,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

MIDDLEWARE = [
    "goldbell.project.middleware.request_log.RequestLog",
    "goldbell.project.middleware.body_limit.BodyLimit",
    "goldbell.project.api_problems.ApiProblems",
    "django.middleware.security.SecurityMiddleware",
    "goldbell.project.middleware.content_policy.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldbell.project.problems.ProblemMiddleware",
    "goldbell.apps.identity.middleware.ActingMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goldbell.project.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "goldbell.web.templatetags.gb",
            ],
        },
    }
]

# --- the database ---------------------------------------------------------------------------------------------------
#: ``GOLDBELL_EMBEDDED_SOCKET`` is handed down by ``goldbell up`` so that children need not look for the server.
_ADDRESS = configured() or Address(
    host=os.environ.get("GOLDBELL_EMBEDDED_SOCKET") or str(places.home() / "database"),
    port="",
    user="postgres",
    password="",
    name="goldbell",
)
DATABASES = {"default": _ADDRESS.for_django()}
DATABASE_ROUTERS: list[str] = []

# --- secrets, evidence, anchors -------------------------------------------------------------------------------------
#: Keys stay outside the database and outside its backups.
GOLDBELL_KEYS = places.inside("keys")
GOLDBELL_VAULT = places.inside("evidence")
#: Where the audit's anchors go; best on another machine's disk.
GOLDBELL_ANCHORS = Path(os.environ.get("GOLDBELL_ANCHORS") or places.inside("anchors"))

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "badge"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goldbell.apps.identity.sign_in.SignInAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
# Failed sign-ins are counted by axes, in the database and for all processes; here only floods are stopped.
ACCOUNT_RATE_LIMITS = False if DEMO else {"login": "60/m/ip", "login_failed": None}
#: Who needs a second factor from which day (see identity.second_factor); ``off`` only in the sample district.
GOLDBELL_REQUIRE_SECOND_FACTOR = os.environ.get("GOLDBELL_REQUIRE_SECOND_FACTOR", "off" if DEMO else "*")
ACCOUNT_FORMS = {
    "login": "goldbell.apps.identity.forms.SignInForm",
    "change_password": "goldbell.apps.identity.forms.OwnPasswordForm",
    "reauthenticate": "goldbell.apps.identity.forms.AgainForm",
}
MFA_FORMS = {
    "authenticate": "goldbell.apps.identity.forms.SecondFactorForm",
    "reauthenticate": "goldbell.apps.identity.forms.SecondFactorAgainForm",
    "activate_totp": "goldbell.apps.identity.forms.NewTotpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ADAPTER = "goldbell.apps.identity.sign_in.FactorAdapter"
MFA_TOTP_ISSUER = "Goldbell 金钟"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# By badge alone: a station shares one address and one browser, so five slips of one officer would close it for all.
# Somebody who tries one password on many badges runs into the flood limit above.
AXES_LOCKOUT_PARAMETERS = ["username"]
#: What was typed at the door is not kept (see badge_tried).
AXES_SENSITIVE_PARAMETERS = ["login", "password", "oldpassword", "password1", "password2", "code", "credential", "next"]
AXES_USERNAME_CALLABLE = "goldbell.apps.identity.sign_in.badge_tried"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "goldbell.apps.identity.views.locked.locked_out"
#: Whom a locked-out officer calls; shown on that page.
GOLDBELL_HELP_PHONE = os.environ.get("GOLDBELL_HELP_PHONE", "")
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"

# A shift is 12 hours; a screen left alone closes after an hour.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
GOLDBELL_IDLE_SECONDS = int(os.environ.get("GOLDBELL_IDLE_SECONDS", "3600"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "goldbell.project.problems.csrf_failed"
CSRF_TRUSTED_ORIGINS = [name for name in os.environ.get("GOLDBELL_ORIGINS", "").split(",") if name]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# --- words and files ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS: list[Path] = [SOURCE / "project" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
STATIC_ROOT = places.inside("static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": places.home()}},
    "staticfiles": {"BACKEND": "goldbell.project.static_files.BuildStorage"},
}
FILE_UPLOAD_TEMP_DIR = str(places.inside("uploads"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Logs carry ids only; see goldbell.project.logs.
LOGGING_CONFIG = "goldbell.project.logs.configure"
LOGGING: dict[str, object] = {"version": 1}  # an empty one would not be applied
#: axes would count by address too; see AXES_LOCKOUT_PARAMETERS.
SILENCED_SYSTEM_CHECKS: list[str] = ["axes.W006"]
