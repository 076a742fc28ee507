"""One file an indicator: ``INDICATOR``, its reading and the records behind it."""
