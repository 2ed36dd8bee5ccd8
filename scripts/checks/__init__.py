"""Rules of the house that no other tool checks; `python -m scripts.checks` runs them all."""
