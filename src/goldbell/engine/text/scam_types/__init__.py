"""Scam types (骗局类型): what the room knows of each, and which of them a report, a call or a message tells of.

A type is a folder here: TYPE (definition, stages, signs, questions, sentences for the phone), ``texts.jsonl`` (texts
that are and nearly are) and ``words.txt`` (its telling words). ``classify`` weighs a text with the model in ``model/``.
"""
