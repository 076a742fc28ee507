"""Pages of stop orders."""
