"""Notes from machines, most of them in minutes."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="cash",
    name_zh="取现",
    name_en="Cash from machines",
    weight=0.34,
    step_fen=10_000,
    most_fen=2_000_000,
    gap_s=75,
    receiver="",
    innocent=False,
    receivers=0,
)
