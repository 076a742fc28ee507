"""指挥台: the duty board, live. A face without tables of its own."""
