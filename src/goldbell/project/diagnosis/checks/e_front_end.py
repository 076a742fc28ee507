"""The built front-end."""

from importlib.resources import files

from goldbell.project.diagnosis.findings import Finding


def look() -> Finding:
    """Comes inside the package; a missing one means a broken installation."""
    built = files("goldbell.web").joinpath("static/goldbell/dist")
    if not built.is_dir():
        return Finding("前端文件", "bad", "安装包里没有前端文件", "重新安装：pip install --force-reinstall goldbell")
    return Finding("前端文件", "ok", f"{sum(1 for _ in built.iterdir())} 个文件")
