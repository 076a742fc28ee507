"""De-identified stories (以案说法): a case becomes a story a citizen may read, once a person has released it.

``deidentify(raw)`` gives the story with what was taken out and what a reviewer must look at.
"""

from goldbell.engine.text.deidentify.contracts import REASONS, Doubt, Story, Taken
from goldbell.engine.text.deidentify.writing import deidentify

__all__ = ["REASONS", "Doubt", "Story", "Taken", "deidentify"]
