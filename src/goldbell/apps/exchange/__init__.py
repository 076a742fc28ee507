"""对接: partners, what goes to them and what comes back; every message ends in a state a person can see."""
