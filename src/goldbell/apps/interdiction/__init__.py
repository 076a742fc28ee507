"""止付: stop orders, proposed from the trace, approved by a second officer, executed by the bank for 48 hours."""
