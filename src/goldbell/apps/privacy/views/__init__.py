"""Pages of privacy and of the record."""
