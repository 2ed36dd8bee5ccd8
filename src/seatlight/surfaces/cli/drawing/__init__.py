"""Reports drawn for a terminal with rich; imported only when something is drawn."""
