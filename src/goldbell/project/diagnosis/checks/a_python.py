"""The interpreter."""

import sys

from goldbell.project.diagnosis.findings import Finding


def look() -> Finding:
    """Python 3.11 or newer."""
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    return Finding(
        "Python", "ok" if good else "bad", found, "" if good else "安装 Python 3.11：apt-get install python3.11"
    )
