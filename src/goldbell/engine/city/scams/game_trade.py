"""网络游戏产品虚假交易: deposits to unlock a sale."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="game_trade",
    weight=0.04,
    median_yuan=4_800,
    spread=1.0,
    payments=2.6,
    hours=2,
    ways={"instant": 0.97, "pos": 0.03},
    ministry_ten=True,
)
