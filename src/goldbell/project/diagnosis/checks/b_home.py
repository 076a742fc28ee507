"""The home folder: there, writable, with room."""

import os
import shutil

from goldbell.project import places
from goldbell.project.diagnosis.findings import Finding

_LEAST = 2 * 1024**3


def look() -> Finding:
    """At least 2 GB free; a full disk means that reports are not accepted."""
    home = places.inside()
    free = shutil.disk_usage(home).free
    if not os.access(home, os.W_OK):
        return Finding("数据目录", "bad", f"{home} 不能写", "改权限，或用 GOLDBELL_HOME 指到别处")
    if free < _LEAST:
        return Finding("数据目录", "bad", f"{home} 只剩 {free // 1024**2} MB", "清理磁盘，或用 GOLDBELL_HOME 指到别处")
    return Finding("数据目录", "ok", f"{home}，剩 {free // 1024**3} GB")
