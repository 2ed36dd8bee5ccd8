"""The oracle: the true report document, computed from the sandbox's facts by plain loops.

It shares no code with the product, so that the two can only agree by both being right.
"""

from .differences import differences
from .document import truth
from .limits import DEFAULTS

__all__ = ["DEFAULTS", "differences", "truth"]
