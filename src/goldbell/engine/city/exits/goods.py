"""Telephones from a shop that knows nothing."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="goods",
    name_zh="买手机",
    name_en="Telephones bought to be sold",
    weight=0.08,
    step_fen=100,
    most_fen=3_000_000,
    gap_s=420,
    receiver="goods",
    innocent=True,
    receivers=3,
)
