"""网络婚恋交友: many small requests."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="romance",
    weight=0.024,
    median_yuan=21_000,
    spread=1.2,
    payments=3.5,
    hours=90,
    ways={"instant": 0.9, "ordinary": 0.1},
    ministry_ten=True,
)
