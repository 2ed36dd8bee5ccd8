"""Pictures as data: what each of them shows of a report that was cut to its viewer, and how it is drawn.

Pure: a picture is a table of rows, a sentence, and a spec in which colours are roles. Specs are written in Altair
(`specs.py`, for work on the code only) and lie in `compiled/` as Vega, which page and export draw in either theme.
"""
