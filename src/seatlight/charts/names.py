"""The names of the pictures, for whoever has to know no more: what makes them takes a while to import."""

NAMES = ("tokens_by_day", "active_by_day", "tokens_acceptance", "acceptance", "groups")
"""In the order in which a page shows them."""
THEMES = ("light", "dark")
