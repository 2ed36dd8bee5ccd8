"""Colours as roles: a spec names them, and a palette per theme says what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROLES = (
    "text", "subtle", "line", "surface", "off", "accent", "muted", "premium", "fast", "auto", "untiered", "cached",
    "font",
)  # fmt: skip
"""What a spec may name: `role:accent` stands where a colour would, `role:font` where a font would."""
LIGHT: Mapping[str, str] = {
    "text": "#172B4D",
    "subtle": "#626F86",
    "line": "#DCDFE4",
    "surface": "#FFFFFF",
    "off": "#F1F2F4",
    "accent": "#1D7AFC",
    "muted": "#B3B9C4",
    "premium": "#5E4DB2",
    "fast": "#2898BD",
    "auto": "#E56910",
    "untiered": "#8590A2",
    "cached": "#94C748",
    "font": "sans-serif",
}
"""The light theme, for exports; the page takes the same roles from its design tokens."""
DARK: Mapping[str, str] = {
    "text": "#C7D1DB",
    "subtle": "#8C9BAB",
    "line": "#38414A",
    "surface": "#1D2125",
    "off": "#2C333A",
    "accent": "#388BFF",
    "muted": "#596773",
    "premium": "#8F7EE7",
    "fast": "#42B2D7",
    "auto": "#F18D13",
    "untiered": "#738496",
    "cached": "#6A9A23",
    "font": "sans-serif",
}
PALETTES = {"light": LIGHT, "dark": DARK}
MARK = "role:"


def painted(spec: Any, palette: Mapping[str, str]) -> Any:
    """The spec with every role in it as the palette has it; KeyError for a role that the palette does not have."""
    if isinstance(spec, str):
        return palette[spec.removeprefix(MARK)] if spec.startswith(MARK) else spec
    if isinstance(spec, Mapping):
        return {key: painted(value, palette) for key, value in spec.items()}
    if isinstance(spec, list):
        return [painted(value, palette) for value in spec]
    return spec
