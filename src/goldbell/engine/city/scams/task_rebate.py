"""刷单返利: paid back at first, then several larger tasks in a row."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="task_rebate",
    weight=0.27,
    median_yuan=26_000,
    spread=1.1,
    payments=4.5,
    hours=20,
    ways={"instant": 0.8, "ordinary": 0.08, "ecny": 0.05, "courier": 0.07},
    ministry_ten=True,
)
