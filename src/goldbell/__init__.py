"""Goldbell 金钟: the operations system of an anti-scam centre 反诈中心."""

__version__ = "0.1.0"
