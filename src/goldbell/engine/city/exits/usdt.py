"""To a trader who sells USDT and asks nothing."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="usdt",
    name_zh="USDT",
    name_en="USDT from a trader",
    weight=0.2,
    step_fen=100,
    most_fen=10_000_000,
    gap_s=300,
    receiver="usdt",
    innocent=False,
    receivers=6,
)
