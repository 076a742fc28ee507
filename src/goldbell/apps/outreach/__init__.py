"""宣传: cases told so that nobody can be recognised (案例故事), released by a second officer for citizens to read."""
