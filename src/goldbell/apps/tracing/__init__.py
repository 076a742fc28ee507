"""资金追踪: statements that institutions returned, and where the money is now."""
