"""Gold from a shop that knows nothing, carried away."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="gold",
    name_zh="买金",
    name_en="Gold handed to a courier",
    weight=0.08,
    step_fen=100,
    most_fen=20_000_000,
    gap_s=600,
    receiver="gold",
    innocent=True,
    receivers=3,
)
