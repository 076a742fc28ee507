"""Ground floor: the few words every room shares (errors, money, moments, actors). Imports nothing of ours, nor Django."""
