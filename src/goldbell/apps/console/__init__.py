"""指挥台: the duty board, what is to be done next and what expires next; no tables of its own."""
