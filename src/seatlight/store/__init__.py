"""The configuration database, on SQLite or PostgreSQL; slow to import, so only the wiring does."""

from seatlight.store.action import Action
from seatlight.store.claim import Claim, claim
from seatlight.store.open import open_store
from seatlight.store.probe import Probe
from seatlight.store.seals import Seals, new_secret_key
from seatlight.store.sql import SqlStore

__all__ = ["Action", "Claim", "Probe", "Seals", "SqlStore", "claim", "new_secret_key", "open_store"]
