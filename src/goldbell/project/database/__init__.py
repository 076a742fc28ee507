"""The database: embedded PostgreSQL in the home folder, or any server named by ``GOLDBELL_DATABASE_URL``."""

import warnings

# The embedded server's wheel asks for XDG_RUNTIME_DIR, which services and root do not have, and does without.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR", category=UserWarning)
