"""Daily totals that outlive the process, where an operator wants them."""
