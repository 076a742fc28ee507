"""``goldbell bench``: what this machine does, measured on the real parts. One package a bench: ``run(progress=…)`` gives rows."""

from goldbell.project.benches.rows import Row

__all__ = ["Row"]
