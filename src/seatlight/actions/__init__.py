"""Verbs: what a person can do, one file each. Every action is decided, done, and cut to what may be seen."""
