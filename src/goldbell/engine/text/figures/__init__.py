"""Figures (数字): what an article or a bulletin claims, as metric, value, unit, qualifier and period.

``find_figures("破获电诈案件317起，同比下降54.67%")``. A figure is a claim of its author, not a measurement: the same word may stand
for two metrics (成功劝阻 in person-times and in persons), so metrics are kept as they are worded and never merged.
"""

from goldbell.engine.text.figures.figure import Figure
from goldbell.engine.text.figures.finding import find_figures

__all__ = ["Figure", "find_figures"]
