"""The database: embedded PostgreSQL in the home folder, or any server named by ``GOLDBELL_DATABASE_URL``."""
