"""冒充军警购物: a shop pays a supplier who is not one."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_military",
    weight=0.03,
    median_yuan=32_000,
    spread=1.0,
    payments=1.7,
    hours=12,
    ways={"instant": 0.85, "ordinary": 0.15},
    ministry_ten=False,
)
