"""The things that can be found in text, one file each; see ``text.Recognizer`` for what a file holds."""
