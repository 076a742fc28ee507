"""冒充电商物流客服: a call with a shared screen, all within the hour."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_customer_service",
    weight=0.12,
    median_yuan=24_000,
    spread=1.1,
    payments=3.2,
    hours=1,
    ways={"instant": 0.8, "atm": 0.08, "ordinary": 0.12},
    ministry_ten=True,
)
