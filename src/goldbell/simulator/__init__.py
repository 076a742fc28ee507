"""Simulated partners 模拟银行: a separate process with its own store, speaking the real formats over a real socket.

Files it reads (book, fault script) and addresses it serves are described in ``README.md`` beside this file.
"""
