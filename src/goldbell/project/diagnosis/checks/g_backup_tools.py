"""Tools for backups."""

from goldbell.project.diagnosis.findings import Finding


def look() -> Finding:
    """pg_dump and pg_restore, from the embedded server's package or the machine."""
    from goldbell.project.safekeeping.tools import ToolFailed, find

    try:
        return Finding("备份工具", "ok", find("pg_dump"))
    except ToolFailed:
        return Finding("备份工具", "bad", "找不到 pg_dump", "apt-get install postgresql-client")
