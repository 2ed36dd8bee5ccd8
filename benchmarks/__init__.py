"""What we promise about speed and memory, measured; `make bench` prints a line for each promise."""
