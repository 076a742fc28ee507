"""虚假网络投资理财: weeks of trust, then the largest sums."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_investment",
    weight=0.13,
    median_yuan=68_000,
    spread=1.3,
    payments=4.0,
    hours=72,
    ways={"instant": 0.68, "ordinary": 0.12, "courier": 0.12, "next_day": 0.03, "atm": 0.05},
    ministry_ten=True,
)
