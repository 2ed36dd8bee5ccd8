"""The simulated Cursor Admin API, in the vendor's words."""
