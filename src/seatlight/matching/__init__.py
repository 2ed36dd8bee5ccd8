"""Who the vendor's addresses belong to: matched where that is beyond doubt, else listed for a person to look at."""

from seatlight.matching.deciding import match
from seatlight.matching.outcomes import OUTCOMES, Outcome
from seatlight.matching.proposing import propose

__all__ = ["OUTCOMES", "Outcome", "match", "propose"]
