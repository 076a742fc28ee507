"""Into a wallet of digital yuan."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="ecny",
    name_zh="数字人民币",
    name_en="Digital yuan",
    weight=0.07,
    step_fen=100,
    most_fen=5_000_000,
    gap_s=90,
    receiver="ecny",
    innocent=False,
    receivers=5,
)
