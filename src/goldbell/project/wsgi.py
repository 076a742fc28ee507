"""The synchronous application: every page and API call, in threads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldbell.project.settings")
application = get_wsgi_application()
