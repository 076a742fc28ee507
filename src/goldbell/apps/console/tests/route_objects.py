"""What the routes of the console need: a region of the board, the same for all who sit in the room."""

OBJECTS = {"console:region": lambda world: {"name": "orders"}}
SHARED = ("console:region",)
