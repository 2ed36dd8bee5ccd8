"""What this process knows of a connection's usage: reads what is missing, keeps it, gives it out as snapshots."""
