"""The pictures' specs as they were compiled to Vega: files of the package, without data, whose colours are roles."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


@cache
def compiled(name: str) -> dict[str, Any]:
    """The Vega spec of the picture of that name; whoever changes it changes a copy."""
    content = (files("seatlight.charts") / "compiled" / f"{name}.json").read_bytes()
    spec: dict[str, Any] = msgspec.json.decode(content)
    return spec
