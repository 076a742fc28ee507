"""网黑案件: deposits of people who wanted to lend their cards."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="black_industry",
    weight=0.026,
    median_yuan=3_900,
    spread=1.1,
    payments=1.8,
    hours=5,
    ways={"instant": 1.0},
    ministry_ten=False,
)
