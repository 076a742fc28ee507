"""One Goldbell on one machine: its processes, started, watched and ended together."""
