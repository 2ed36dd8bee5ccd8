"""Ways in: strangers to each other, each turns a request into an action and a report into its medium."""
