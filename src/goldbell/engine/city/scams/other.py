"""其他: blackmail, phishing, prizes."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="other",
    weight=0.06,
    median_yuan=7_200,
    spread=1.2,
    payments=2.0,
    hours=2,
    ways={"instant": 0.93, "ecny": 0.07},
    ministry_ten=False,
)
