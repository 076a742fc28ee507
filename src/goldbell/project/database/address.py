"""Which database to talk to, as a libpq address."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg.conninfo import make_conninfo

#: The role that requests and workers take on; it owns no table, so row-level security binds it.
APP_ROLE = "goldbell_app"
DATABASE_NAME = "goldbell"


@dataclass(frozen=True, slots=True)
class Address:
    """Host (a folder for a socket), port, user, password and database name of a PostgreSQL database."""

    host: str
    port: str
    user: str
    password: str
    name: str
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read ``postgresql://user:pass@host:port/name?host=/socket/folder&sslmode=…``. ValueError names what is wrong."""
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise ValueError("GOLDBELL_DATABASE_URL must start with postgresql://")
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", "") or unquote(parts.hostname or "")
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise ValueError("GOLDBELL_DATABASE_URL names no database: postgresql://user@host/NAME")
        return cls(
            host=host,
            port=query.pop("port", "") or str(parts.port or ""),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            name=name,
            options=tuple(sorted(query.items())),
        )

    def for_django(self) -> dict[str, Any]:
        """The entry of ``DATABASES``."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(self.options),
        }

    def for_psycopg(self, *, name: str | None = None) -> str:
        """The address as ``psycopg.connect`` takes it; ``name`` asks for another database of the same server."""
        words = {
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "password": self.password,
            "dbname": name or self.name,
        }
        told = {key: value for key, value in words.items() if value} | dict(self.options)
        return make_conninfo("", **told)


def configured() -> Address | None:
    """The external database that the environment names, or None for the embedded one."""
    url = os.environ.get("GOLDBELL_DATABASE_URL", "")
    return Address.parse(url) if url else None


def current() -> Address:
    """The database in use; starts the embedded server if that is the one."""
    named = configured()
    if named is not None:
        return named
    socket_folder = os.environ.get("GOLDBELL_EMBEDDED_SOCKET")
    if socket_folder:  # the process that started this one started the server too
        return Address(host=socket_folder, port="", user="postgres", password="", name=DATABASE_NAME)
    from goldbell.project import places
    from goldbell.project.database import embedded

    return embedded.start(places.inside("database"))
