"""The outside world, turned into tables: one folder per vendor."""
