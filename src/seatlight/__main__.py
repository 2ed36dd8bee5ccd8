"""`python -m seatlight` is the command line."""

from seatlight.surfaces.cli.main import main

if __name__ == "__main__":
    main()
