"""What ``goldbell doctor`` looks at: each check is a file in ``checks/`` with a function ``look() -> Finding``."""
