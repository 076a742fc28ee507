"""``goldbell web``: the web process."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
def web_command(host: str, port: int) -> None:
    """Serve pages, API and live events."""
    from goldbell.project.operations.naming import WEB, call_me
    from goldbell.project.platform import serve_only_what_fits, wake
    from goldbell.project.supervision.parent import follow

    call_me(WEB)
    wake()
    follow()
    serve_only_what_fits()
    import uvicorn

    # Drain for ten seconds at most: event streams never end by themselves.
    uvicorn.run(
        "goldbell.project.asgi:application",
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=10,
        server_header=False,
    )
