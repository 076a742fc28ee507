"""Tests of the house as a whole; each app's own tests stand beside its code."""
