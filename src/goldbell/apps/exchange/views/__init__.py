"""Pages of the exchange, and the door for partners."""
