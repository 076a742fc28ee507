"""Ways of being stuck, one a file: ``STUCK``."""
