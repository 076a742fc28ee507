"""冒充领导熟人: one or two large payments at once."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_acquaintance",
    weight=0.04,
    median_yuan=45_000,
    spread=1.2,
    payments=1.5,
    hours=1,
    ways={"instant": 0.8, "ordinary": 0.15, "courier": 0.05},
    ministry_ten=True,
)
