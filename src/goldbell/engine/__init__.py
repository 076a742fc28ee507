"""The thinking floor: pure functions from tables and texts to findings. No clock, network or Django; usable by itself."""
