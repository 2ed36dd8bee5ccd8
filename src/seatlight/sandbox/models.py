"""Models, kinds and prices that events are drawn from."""

PRICES: dict[str, tuple[float, float]] = {
    "claude-4.6-opus-high-thinking": (500.0, 2500.0),
    "claude-4.5-sonnet": (300.0, 1500.0),
    "claude-4.5-sonnet-thinking": (300.0, 1500.0),
    "gpt-5.5-high": (200.0, 1200.0),
    "gemini-3-pro": (200.0, 1200.0),
    "composer-2.5": (125.0, 600.0),
    "claude-4.5-haiku": (100.0, 500.0),
    "gpt-5.5-mini": (25.0, 200.0),
    "default": (125.0, 600.0),
}
"""Cents for a million input and output tokens."""


def spread(**weights: int) -> tuple[str, ...]:
    """A table in which each name stands as often as its weight says."""
    return tuple(name for name, weight in weights.items() for _ in range(weight))


MODELS: dict[str, tuple[str, ...]] = {
    "usual": spread(
        **{
            "claude-4.6-opus-high-thinking": 6,
            "claude-4.5-sonnet": 14,
            "claude-4.5-sonnet-thinking": 6,
            "gpt-5.5-high": 5,
            "gemini-3-pro": 2,
            "composer-2.5": 16,
            "claude-4.5-haiku": 5,
            "gpt-5.5-mini": 3,
            "default": 7,
        }
    ),
    "premium": spread(**{"claude-4.6-opus-high-thinking": 48, "gpt-5.5-high": 14, "composer-2.5": 2}),
}

KINDS: dict[str, tuple[str, ...]] = {
    "usual": spread(
        **{
            "Included in Business": 38,
            "Usage-based": 22,
            "Errored, Not Charged": 2,
            "Aborted, Not Charged": 2,
        }
    ),
    "mixed": spread(
        **{
            "Included in Business": 4,
            "Usage-based": 4,
            "Errored, Not Charged": 3,
            "Aborted, Not Charged": 3,
            "User API Key": 1,
            "Free Credit": 1,
        }
    ),
}

KIND_CONSTANTS: dict[str, str] = {
    "Usage-based": "USAGE_EVENT_KIND_USAGE_BASED",
    "Included in Business": "USAGE_EVENT_KIND_INCLUDED_IN_BUSINESS",
    "Errored, Not Charged": "USAGE_EVENT_KIND_ERRORED_NOT_CHARGED",
    "Aborted, Not Charged": "USAGE_EVENT_KIND_ABORTED_NOT_CHARGED",
    "User API Key": "USAGE_EVENT_KIND_USER_API_KEY",
    "Free Credit": "USAGE_EVENT_KIND_FREE_CREDIT",
}

UNKNOWN_KIND = "Sponsored pilot"


def is_failed(kind: str) -> bool:
    """Whether the event ended in an error or was broken off."""
    return kind.startswith(("Errored", "Aborted"))


def cents_of(model: str, fresh: int, output: int, cache_read: int, cache_write: int) -> float:
    """The model's price of one event, in cents, not rounded."""
    price_in, price_out = PRICES[model]
    return (price_in * (fresh + 0.1 * cache_read + 1.25 * cache_write) + price_out * output) / 1_000_000
