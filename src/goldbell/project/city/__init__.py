"""A made city written down as a centre would get it: reports, payments, statements; the truth apart."""
