"""指标: each figure with a name, a formula, a denominator, a cut-off and an owner; every number opens to its records."""
