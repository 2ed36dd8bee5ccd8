"""Columns: the tables every source fills and every metric reads."""
