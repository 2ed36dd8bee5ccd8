"""Seatlight: who uses the AI coding seats a company pays for, and what to do about the rest."""

__version__ = "0.1.0"
