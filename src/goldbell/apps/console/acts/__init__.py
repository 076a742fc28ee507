"""One file a kind, found by discovery."""
