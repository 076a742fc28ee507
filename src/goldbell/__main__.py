"""``python -m goldbell``: the same as the command ``goldbell``."""

from goldbell.project.cli import main

main()
