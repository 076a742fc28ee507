"""Backup and restore: one file with the database, the evidence, the anchors and the keys, each with its digest."""
