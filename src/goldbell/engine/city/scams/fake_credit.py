"""虚假征信: drawn loans sent to a safe account."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_credit",
    weight=0.06,
    median_yuan=38_000,
    spread=1.0,
    payments=3.5,
    hours=3,
    ways={"instant": 0.85, "ordinary": 0.15},
    ministry_ten=True,
)
