"""One check a file; numbered in the order in which a start needs them."""
