"""A terminal whose owner is in it; settles like a purchase."""

from goldbell.engine.city.plugins import WayOut

WAY = WayOut(
    code="pos",
    name_zh="POS 套现",
    name_en="Card at a POS terminal",
    weight=0.16,
    step_fen=100,
    most_fen=4_999_900,
    gap_s=240,
    receiver="pos",
    innocent=False,
    receivers=4,
)
