"""The page parts alone, without database or duties: enough to look at pages and to run these tests by themselves."""

from __future__ import annotations

from pathlib import Path

SECRET_KEY = "only for looking at pages"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "goldbell.web.tests.page_urls"
INSTALLED_APPS = ["django.contrib.staticfiles", "goldbell.web"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "goldbell.web.tests.page_urls.strict_policy",
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "goldbell.web.tests.page_urls.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "goldbell.web.templatetags.gb",
            ],
        },
    }
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
