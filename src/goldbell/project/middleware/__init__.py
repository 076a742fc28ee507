"""What every request passes, beside Django's own."""
