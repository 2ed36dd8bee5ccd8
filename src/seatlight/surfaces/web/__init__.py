"""The service over HTTP: the same actions as the command line, for many who look at once."""
