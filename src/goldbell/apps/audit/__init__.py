"""审计: the record of every act and every read of personal data, chained, signed and anchored outside the database."""
