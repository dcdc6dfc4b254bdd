"""Settings of every deployment: what differs between a hub and a node comes from the environment.

EGNATIA_ROLE        hub | node                       EGNATIA_COUNTRY     alpha-3 of the node's country
DATABASE_URL        as the app role (runs)            EGNATIA_APP_ROLE    that role's name, for migrations by the owner
EGNATIA_DATA        folder for keys and files         EGNATIA_DEMO        1 for demonstrations and tests
EGNATIA_HUB_URL     where a node sends                EGNATIA_HOSTS       comma-separated host names (production)
EGNATIA_MATCHER, EGNATIA_EXPORTS                see below
EGNATIA_METRICS_TOKEN, EGNATIA_MAIL_HOST, EGNATIA_MAIL_FROM, EGNATIA_ADDRESS, EGNATIA_BEHIND_PROXY, EGNATIA_IDLE_MINUTES: see below
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from egnatia.conf import logging

PROJECT = Path(__file__).resolve().parents[3]
EGNATIA_ROLE = os.environ.get("EGNATIA_ROLE", "node")
EGNATIA_COUNTRY = os.environ.get("EGNATIA_COUNTRY", "SRB" if EGNATIA_ROLE == "node" else "")
EGNATIA_DEMO = os.environ.get("EGNATIA_DEMO") == "1"
EGNATIA_DATA = Path(os.environ.get("EGNATIA_DATA", PROJECT / ".egnatia" / "default"))
EGNATIA_HUB_URL = os.environ.get("EGNATIA_HUB_URL", "http://127.0.0.1:8000")
EGNATIA_ROOT_KEY = EGNATIA_DATA / "keys" / "root.key"
EGNATIA_APP_ROLE = os.environ.get("EGNATIA_APP_ROLE", "")
# Where files in the form of a profile are written: a folder on a disk of this machine.
EGNATIA_EXPORTS = Path(os.environ.get("EGNATIA_EXPORTS", EGNATIA_DATA / "exports"))
# Matching software from outside, as package.module.Class; a demonstration has a simulator that compares SYNTHETIC containers only.
EGNATIA_MATCHER = os.environ.get("EGNATIA_MATCHER", "egnatia.node.biometrics.matching.Simulator" if EGNATIA_DEMO and EGNATIA_ROLE == "node" else "")
if EGNATIA_ROLE not in {"hub", "node"}:
    raise ImproperlyConfigured("EGNATIA_ROLE must be 'hub' or 'node'")
IS_NODE = EGNATIA_ROLE == "node"


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": query.get("user") or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Plans are kept for the statements of a connection: row-level security makes planning dear. The disks of today answer a page as fast as the
        # next one, and compiling a plan costs more than any page here.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3, "options": "-c random_page_cost=1.1 -c jit=off"},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///egnatia"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _secret() -> str:
    """The deployment's secret, from its data folder; a process that runs before one was made (a check, a build) gets one for itself."""
    file = EGNATIA_DATA / "keys" / "django.key"
    return file.read_text() if file.exists() else secrets.token_urlsafe(64)


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("EGNATIA_HOSTS", "127.0.0.1,localhost").split(",") if host]
# A demonstration runs on this machine without TLS; everything else is behind TLS or does not run.
SECURE = not EGNATIA_DEMO
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# Several deployments of a demonstration share one host name: each needs cookies of its own.
_prefix = "__Host-" if SECURE else f"egnatia-{EGNATIA_ROLE}-{EGNATIA_COUNTRY.lower()}-"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = f"{_prefix}session", f"{_prefix}csrf", f"{_prefix}language"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
EGNATIA_IDLE_MINUTES = int(os.environ.get("EGNATIA_IDLE_MINUTES", "15"))
EGNATIA_SESSION_HOURS = 10
EGNATIA_CONFIRMED_MINUTES = 5
SESSION_COOKIE_AGE = EGNATIA_SESSION_HOURS * 3600
CSRF_FAILURE_VIEW = "egnatia.web.failures.csrf"
LANGUAGE_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

_ROOMS = (
    "people information protection biometrics registration screening border referral coi interpreters interpreting training",
    "asylum reception integration avrr returns interop rights release demo",
)
NODE_ROOMS = [f"egnatia.node.{room}" for room in " ".join(_ROOMS).split()]
_HUB_ROOMS = "statistics analysis mechanism operations editions pool training logframe roadmaps programme updates"
HUB_ROOMS = [f"egnatia.hub.{room}" for room in _HUB_ROOMS.split()]
INSTALLED_APPS = [
    "egnatia.kernel",
    "egnatia.overlays",
    "egnatia.exchange",
    "egnatia.staff",
    *(NODE_ROOMS if IS_NODE else HUB_ROOMS),
    "egnatia.web",
    "egnatia.conf",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "csp",
]
AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}}]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "home", "account_login"
# Signing in: password and second factor, or a passkey. Nobody signs up; see egnatia.staff.
ACCOUNT_ADAPTER, MFA_ADAPTER = "egnatia.staff.adapters.AccountAdapter", "egnatia.staff.adapters.MFAAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD, ACCOUNT_EMAIL_VERIFICATION = None, "none"
ACCOUNT_SESSION_REMEMBER, ACCOUNT_PRESERVE_USERNAME_CASING = True, False
ACCOUNT_REAUTHENTICATION_TIMEOUT = EGNATIA_CONFIRMED_MINUTES * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED, MFA_WEBAUTHN_USER_VERIFICATION = True, "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EGNATIA_DEMO
MFA_TOTP_TOLERANCE, MFA_ALLOW_UNVERIFIED_EMAIL = 1, True
USERSESSIONS_TRACK_ACTIVITY = False
# Set where a proxy of this deployment appends the client's address (X-Forwarded-For).
EGNATIA_BEHIND_PROXY = os.environ.get("EGNATIA_BEHIND_PROXY") == "1"
# Counts of failed sign-ins are shared by all workers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

MIDDLEWARE = [
    "egnatia.web.metrics.Measure",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "egnatia.web.middleware.Utf8Only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "egnatia.kernel.access.middleware.StaffMiddleware",
    "egnatia.staff.middleware.ReadyToWork",
]
ROOT_URLCONF = "egnatia.conf.urls"
WSGI_APPLICATION = "egnatia.conf.wsgi.application"
_CONTEXT = [
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    "django.contrib.messages.context_processors.messages",
    "egnatia.web.context.shell",
]
# The second is for the pages of the sign-in library alone.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "egnatia.web.pieces.environment", "context_processors": _CONTEXT},
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": _CONTEXT[:1]}},
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

LANGUAGE_CODE = "en"
# Each in its own words. Translations that nobody has reviewed say so at the foot of every page; Arabic and Farsi, in part, prove the right-to-left layout.
LANGUAGES = [
    ("en", "English"),
    ("sq", "Shqip"),
    ("bs", "Bosanski"),
    ("cnr", "Crnogorski"),
    ("mk", "Македонски"),
    ("sr", "Српски (ћирилица)"),
    ("sr-latn", "Srpski (latinica)"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("ps", "پښتو"),
]
REVIEWED_LANGUAGES = {"en"}
# Django has no Montenegrin and no Pashto: what only Django says is then said in English.
LANG_INFO["ps"] = {"bidi": True, "code": "ps", "name": "Pashto", "name_local": "پښتو"}
LANGUAGES_BIDI = ["ar", "fa", "ps"]
LANG_INFO["cnr"] = {"bidi": False, "code": "cnr", "name": "Montenegrin", "name_local": "Crnogorski"}
LOCALE_PATHS = [PROJECT / "src" / "egnatia" / "web" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Istanbul" if EGNATIA_COUNTRY == "TUR" else "Europe/Belgrade"
DATE_FORMAT, DATETIME_FORMAT = "j M Y", "j M Y, H:i"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT / "static" / "dist"]
STATIC_ROOT = EGNATIA_DATA / "staticfiles"
WHITENOISE_USE_FINDERS = EGNATIA_DEMO
WHITENOISE_MAX_AGE = 0 if EGNATIA_DEMO else 3600
# A node takes two containers of 4 MB as base64 in one request; a hub takes envelopes.
DATA_UPLOAD_MAX_MEMORY_SIZE = (12 if IS_NODE else 4) * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Logs hold no personal data: no request bodies, no SQL parameters, no local variables, and only the fields of a list.
LOGGING = logging.config()
# Where the collector of figures shows this token, it gets them.
EGNATIA_METRICS_TOKEN = os.environ.get("EGNATIA_METRICS_TOKEN", "")
# The address that an e-mail names; e-mail goes nowhere until a server is named.
EGNATIA_ADDRESS = os.environ.get("EGNATIA_ADDRESS", f"https://{ALLOWED_HOSTS[0]}/" if ALLOWED_HOSTS else "")
EMAIL_HOST = os.environ.get("EGNATIA_MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("EGNATIA_MAIL_FROM", "egnatia@localhost")

# Listed on the sign-in page of a demonstration; no other deployment has demonstration accounts.
EGNATIA_DEMO_PASSWORD = "egnatia-demo-only"  # noqa: S105  the known password of demonstration accounts
