"""The database server."""

import psycopg

from goldbell.project.database.address import configured, current
from goldbell.project.diagnosis.findings import Finding


def look() -> Finding:
    """Answers, is PostgreSQL 15 or newer, and stores UTF-8."""
    kind = "外接" if configured() else "内置"
    try:
        with psycopg.connect(current().for_psycopg(), connect_timeout=5) as link:
            version = link.info.server_version // 10000
            row = link.execute("SHOW server_encoding").fetchone()
            encoding = row[0] if row else ""
    except (psycopg.Error, ValueError, OSError) as error:
        return Finding("数据库", "bad", f"{kind}：{error}".strip(), "检查 GOLDBELL_DATABASE_URL；内置库看 database/log")
    if version < 15 or encoding != "UTF8":
        return Finding(
            "数据库", "bad", f"PostgreSQL {version}，编码 {encoding}", "需要 PostgreSQL 15 以上，UTF8 编码的库"
        )
    return Finding("数据库", "ok", f"{kind} PostgreSQL {version}，{encoding}")
