"""Addresses of the processes of one Goldbell on one machine."""

from __future__ import annotations

import socket


def free_port(host: str, wanted: int) -> int:
    """``wanted`` if it is free on ``host``, else the next free one of the ten after it. OSError when none is."""
    for port in range(wanted, wanted + 11):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port between {wanted} and {wanted + 10} on {host}")
