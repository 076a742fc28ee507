"""How each scam type takes money: one module a code, with a ``KIND``. Shares and sums: docs/city.md."""
