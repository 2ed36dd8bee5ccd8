"""Numbers: what is measured of developers' days. No clock, no network, no opinion that is not in Limits."""
