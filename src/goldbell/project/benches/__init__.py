"""``goldbell bench``: what this machine does, measured on the real parts. One file a bench, with ``run(progress) -> list[Row]``."""
