"""The duties of the centre, one Django app each; see ARCHITECTURE.md for their order."""
