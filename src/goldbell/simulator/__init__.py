"""Simulated partners 模拟银行: a separate process with its own store, speaking the real formats over a real socket."""
