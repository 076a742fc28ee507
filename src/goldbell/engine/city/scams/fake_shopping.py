"""虚假购物、服务: one small payment, sometimes a second one."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_shopping",
    weight=0.12,
    median_yuan=2_600,
    spread=1.0,
    payments=1.6,
    hours=3,
    ways={"instant": 0.9, "ordinary": 0.05, "pos": 0.05},
    ministry_ten=True,
)
