"""``goldbell work``: the worker process."""

from __future__ import annotations

import click


@click.command()
def work_command() -> None:
    """Send, receive, expire, read and seal what waits, until told to stop."""
    from goldbell.project.operations.naming import WORKER, call_me
    from goldbell.project.platform import serve_only_what_fits, wake
    from goldbell.project.supervision.parent import follow

    call_me(WORKER)
    wake()
    follow()
    serve_only_what_fits()
    from goldbell.project.worker import Worker, rounds

    Worker(rounds()).run()
