"""Documents as data: what a report says, before anybody draws it."""
