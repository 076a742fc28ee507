"""The clock: deadlines and signatures depend on it."""

import shutil
import subprocess

from goldbell.project.diagnosis.findings import Finding


def look() -> Finding:
    """Kept by a time service; a bank refuses messages whose time is off by minutes."""
    tool = shutil.which("timedatectl")
    if tool is None:
        return Finding("时钟", "warn", "查不到对时服务", "装 chrony 或 systemd-timesyncd，并对内网时间源")
    said = subprocess.run([tool, "show", "-p", "NTPSynchronized"], capture_output=True, text=True, check=False)  # noqa: S603
    if "NTPSynchronized=yes" in said.stdout:
        return Finding("时钟", "ok", "已对时")
    return Finding("时钟", "warn", "没有对时", "timedatectl set-ntp true，或配置内网时间源")
