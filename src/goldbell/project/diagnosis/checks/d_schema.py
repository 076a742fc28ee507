"""The schema."""

from goldbell.project.diagnosis.findings import Finding


def look() -> Finding:
    """This version's, not an older or newer one."""
    from goldbell.project.platform import wake

    wake()
    from goldbell.common.errors import GoldbellError
    from goldbell.project.database import schema

    try:
        missing = schema.check()
    except GoldbellError as error:
        return Finding("表结构", "bad", str(error), "装回较新的版本，或用备份恢复")
    if missing:
        return Finding("表结构", "warn", f"还有 {len(missing)} 步没有升级", "goldbell up 会自动升级")
    return Finding("表结构", "ok", "与本版本一致")
