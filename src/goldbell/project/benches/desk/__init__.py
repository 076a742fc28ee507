"""The desk: orders accepted per second, commit to first byte at the bank, pages at 100,000 reports. Real processes throughout."""

from goldbell.project.benches.desk.running import run

__all__ = ["run"]
