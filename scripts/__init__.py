"""What the Makefile runs: set-up, the lock, generated docs and our own checks."""
