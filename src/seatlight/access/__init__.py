"""Who may see what: a question becomes a Scope or a refusal with its reason, and a report is cut to a Scope."""

from seatlight.access.cut import cut
from seatlight.access.decide import GROUP_OF, Circumstances, Reason, Refusal, decide

__all__ = ["GROUP_OF", "Circumstances", "Reason", "Refusal", "cut", "decide"]
