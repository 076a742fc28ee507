"""Proofs of the page parts."""
