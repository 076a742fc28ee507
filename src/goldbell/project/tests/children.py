"""Child processes of tests: on the very database the test works on, embedded or external."""

from __future__ import annotations

import os
from urllib.parse import quote, urlencode

from django.db import connection


def environment() -> dict[str, str]:
    """This process's environment, with the address of its test database."""
    words = connection.settings_dict
    who = quote(words["USER"]) + (f":{quote(words['PASSWORD'])}" if words["PASSWORD"] else "")
    where = {"host": words["HOST"], "port": str(words["PORT"])}
    query = urlencode({name: value for name, value in where.items() if value})
    return {**os.environ, "GOLDBELL_DATABASE_URL": f"postgresql://{who}@/{words['NAME']}?{query}"}
