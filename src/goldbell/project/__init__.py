"""Wiring: settings, processes, command line. The only floor that may see everything."""
