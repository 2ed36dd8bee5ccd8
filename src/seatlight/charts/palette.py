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
    "text": "#292A2E",
    "subtle": "#505258",
    "line": "#DDDEE1",
    "surface": "#FFFFFF",
    "off": "#F0F1F2",
    "accent": "#357DE8",
    "muted": "#8C8F97",
    "premium": "#AF59E1",
    "fast": "#2898BD",
    "auto": "#E06C00",
    "untiered": "#8C8F97",
    "cached": "#6A9A23",
    "font": "sans-serif",
}
"""The light theme, for exports; the page takes the same roles from its design tokens, which these are."""
DARK: Mapping[str, str] = {
    "text": "#CECFD2",
    "subtle": "#A9ABAF",
    "line": "#3D3F43",
    "surface": "#1F1F21",
    "off": "#303134",
    "accent": "#4688EC",
    "muted": "#7E8188",
    "premium": "#BF63F3",
    "fast": "#42B2D7",
    "auto": "#F68909",
    "untiered": "#7E8188",
    "cached": "#82B536",
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
