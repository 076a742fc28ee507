"""One command of ``goldbell`` a file."""
