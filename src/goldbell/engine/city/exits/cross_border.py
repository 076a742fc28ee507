"""To an agent who pays out abroad."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="cross_border",
    name_zh="跨境",
    name_en="Abroad",
    weight=0.07,
    step_fen=100,
    most_fen=5_000_000,
    gap_s=900,
    receiver="cross_border",
    innocent=False,
    receivers=3,
)
