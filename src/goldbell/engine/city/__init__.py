"""A city that nobody lives in (合成城市): people, ordinary money and scams with the whole truth known, from one seed.

>>> from goldbell.engine import city
>>> made = city.make(city.plan("street", seed=7, days=2, people=200))
>>> reports = city.reports(made)                      # what the centre is told, when, in the victims' words
>>> answers = city.statements(made, reports)          # what institutions give
>>> truth = city.truth_of(made, reports, answers)     # what really happened, for who keeps score

What each number is drawn from, and which published figure it follows, stands in docs/city.md. A new scam kind's behaviour
is a file in ``scams/``, a new way out of the system a file in ``exits/``; neither changes what the others draw.
"""

from goldbell.engine.city.living import City, MoneyLost, make
from goldbell.engine.city.observation import (
    SeenPayment,
    SeenReport,
    Statement,
    StatementRow,
    layout_of,
    reports,
    statements,
)
from goldbell.engine.city.oracle import Whereabouts, whereabouts
from goldbell.engine.city.plan import SIZES, BadPlan, Plan, Size, plan
from goldbell.engine.city.plugins import ScamKind, WayOut, scam_kinds, ways_out
from goldbell.engine.city.truth import BadTruth, Truth, read_truth, truth_of
from goldbell.engine.city.world import World, make_world

__all__ = [
    "SIZES",
    "BadPlan",
    "BadTruth",
    "City",
    "MoneyLost",
    "Plan",
    "ScamKind",
    "SeenPayment",
    "SeenReport",
    "Size",
    "Statement",
    "StatementRow",
    "Truth",
    "WayOut",
    "Whereabouts",
    "World",
    "layout_of",
    "make",
    "make_world",
    "plan",
    "read_truth",
    "reports",
    "scam_kinds",
    "statements",
    "truth_of",
    "ways_out",
    "whereabouts",
]
