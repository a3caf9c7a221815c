"""Django's settings, derived from ``miti.env`` and from ``config/languages.toml``."""

import os
import secrets
import tomllib
from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from miti import accounts, partners
from miti.build import build_of
from miti.env import ROOT, SettingError, read
from miti.kinds import key

try:
    MITI = read(os.environ)
except SettingError as error:
    raise ImproperlyConfigured(str(error)) from error

BASE_DIR = ROOT
CONFIG_DIR = ROOT / MITI["MITI_CONFIG_DIR"]
DATA_DIR = ROOT / MITI["MITI_DATA_DIR"]
PRODUCTION: bool = MITI["MITI_PRODUCTION"]
DEMO: bool = MITI["MITI_DEMO"]
BUILD = build_of(ROOT)


def _kept(folder: Path, name: str, fresh: str) -> str:
    """What was made once and is kept beside the data: ``fresh``, the first time."""
    file, mine = folder / name, folder / f".{name}-{os.getpid()}"
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            mine.touch(mode=0o600)
            mine.write_text(fresh)
            with suppress(FileExistsError):  # another process was faster, and is right
                os.link(mine, file)
            mine.unlink()
        return file.read_text()
    except OSError:
        return fresh  # a read-only folder is reported by the command that needs to write there


# the configured keys, else some beside the data: never in production, where both are demanded
SECRET_KEY: str = MITI["MITI_SECRET_KEY"]
MASTER_KEYS: tuple[bytes, ...] = (MITI["MITI_MASTER_KEY"], *MITI["MITI_OTHER_MASTER_KEYS"])
if not SECRET_KEY:
    SECRET_KEY = _kept(DATA_DIR, "secret_key", secrets.token_urlsafe(48))
if not MASTER_KEYS[0]:
    _own = b64encode(secrets.token_bytes(32)).decode()
    MASTER_KEYS = (key(_kept(DATA_DIR, "master_key", _own)), *MASTER_KEYS[1:])
DEBUG = False
ALLOWED_HOSTS = list(MITI["MITI_HOSTS"])

INSTALLED_APPS = [
    "miti.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "channels",
    "miti",
    "counselors",
    "chat",
    "transcripts",
    *accounts.APPS,  # after ours, whose templates come first
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "miti.staticfiles.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "counselors.sign_in.leading.LeadToSecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "miti.urls"
ASGI_APPLICATION = "miti.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "miti" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "miti.pages.everywhere",
            ],
        },
    }
]


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "miti.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # writers queue instead of failing with "database is locked"
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged message survives a power cut; secure_delete: erased means erased
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=4000"
            ),
        },
        "TEST": {"NAME": os.environ.get("TEST_DATABASE_FILE") or folder / "test.sqlite3"},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    # a database that goes without a word (its machine, a router that forgot the line) is noticed
    # within half a minute; the system's own limits are a quarter of an hour and two hours
    options: dict[str, Any] = {"keepalives_idle": 15, "keepalives_interval": 5}
    options |= {"keepalives_count": 3, "tcp_user_timeout": 30_000}  # milliseconds
    options |= dict(parse_qsl(parts.query))
    # so are we by the database, or locks would be kept by whoever is gone, or stands still; and the
    # message path prepares its statements: planned once, not for every message
    asked = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
    asked += " -c idle_in_transaction_session_timeout=60s -c plan_cache_mode=force_generic_plan"
    options["options"] = f"{asked} {options.get('options', '')}"  # the last word counts
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _database(url: str) -> dict[str, Any]:
    if not url:
        return _sqlite(DATA_DIR)
    if urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL: expected postgres://user:password@host:port/name")
    return _postgres(url)


DATABASES = {"default": _database(MITI["DATABASE_URL"])}
REDIS_URL: str = MITI["REDIS_URL"]


def channel_layer(redis_url: str) -> dict[str, Any]:
    """The line between processes, or without a Redis the one inside this process."""
    if not redis_url:
        return {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if urlsplit(redis_url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured("REDIS_URL: expected redis://:password@host:port/number")
    return {
        # pub/sub survives a restart of Redis; the core layer drops sockets and hints silently
        "BACKEND": "miti.redis_layer.RedisLayer",
        # with the newer protocol redis-py writes each message into a line for a debugger's log
        "CONFIG": {"hosts": [{"address": redis_url, "protocol": 2}]},
    }


CHANNEL_LAYERS = {"default": channel_layer(REDIS_URL)}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SECOND_FACTOR_ROLES = frozenset() if DEMO else accounts.ROLES[MITI["MITI_SECOND_FACTOR"]]
globals().update(accounts.SIGN_IN)
globals().update(partners.providers(MITI["MITI_PARTNERS"]))
globals().update(accounts.mail(MITI["MITI_EMAIL_URL"], MITI["MITI_EMAIL_FROM"], DATA_DIR / "mail"))


def _page_languages(folder: Path, demo: bool) -> list[tuple[str, str]]:  # noqa: FBT001
    """Languages of the pages, in order: a language is data, not code; some are for a demo only."""
    file = folder / "languages.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        offered = [each for each in table["language"] if demo or not each.get("demo", False)]
        return [(each["code"], each["name"]) for each in offered]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"config/languages.toml: {error}") from error


LANGUAGES = _page_languages(CONFIG_DIR, DEMO)
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [ROOT / "miti" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page needs them
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "miti.staticfiles.ModuleStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_REFERRER_POLICY = "no-referrer" if PRODUCTION else "same-origin"
X_FRAME_OPTIONS = "DENY"

# Only what the service itself says: no request lines, so no addresses and no paths with secrets.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "miti": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},  # else it names who mistyped a password
        # a stack trace in each process when Redis goes: `miti.events` says it in one line
        "channels_redis.pubsub": {"level": "CRITICAL"},
    },
}
