"""The whole story, driven from outside: real processes, real sockets, a real browser."""
