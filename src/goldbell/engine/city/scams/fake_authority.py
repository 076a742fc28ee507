"""冒充公检法及政府机关: long calls, everything that is left."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_authority",
    weight=0.02,
    median_yuan=82_000,
    spread=1.2,
    payments=3.0,
    hours=26,
    ways={"instant": 0.7, "atm": 0.15, "courier": 0.15},
    ministry_ten=True,
)
