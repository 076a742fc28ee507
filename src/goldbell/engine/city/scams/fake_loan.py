"""虚假贷款: fees and deposits for money that never comes."""

from goldbell.engine.city.plugins import ScamKind

KIND = ScamKind(
    code="fake_loan",
    weight=0.06,
    median_yuan=17_000,
    spread=1.0,
    payments=2.8,
    hours=8,
    ways={"instant": 0.88, "ordinary": 0.12},
    ministry_ten=True,
)
