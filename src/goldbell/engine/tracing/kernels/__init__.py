"""The inner loops of following money, over plain columns, compiled by Numba where a ledger is large enough to be worth it.

Whole fen only. Each kernel is a plain function too, and the tests hold the two against each other and against queues.
"""
