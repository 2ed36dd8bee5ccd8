"""Specs: no data, no colour of their own, no day that shifts, nothing loaded from anywhere."""

import json
import re
import subprocess
import sys

import pytest

from scripts.compiled import compiled as compiled_anew
from seatlight.charts.names import NAMES, THEMES
from seatlight.charts.palette import MARK, PALETTES, ROLES, painted
from seatlight.charts.specs import SPECS, vega_lite
from seatlight.render.compiled import compiled

DRAW = """
import json, sys, vl_convert
spec = json.load(sys.stdin)
sys.stdout.write(vl_convert.vega_to_svg(spec, allowed_base_urls=[]))
"""
DAYS = [
    {"day": f"2026-11-{day:02}", "active_developers": day, "total_tokens": day * 1000, "off": day == 8,
     "provisional": day > 12, "known": True}
    for day in range(1, 15)
]  # fmt: skip


def named(spec: object) -> set[str]:
    """The roles that a spec names."""
    return set(re.findall(rf'"{MARK}(\w+)"', json.dumps(spec)))


@pytest.mark.parametrize("name", NAMES)
def test_compiled_specs_are_those_of_the_code(name: str) -> None:
    """`make docs` writes them."""
    assert json.loads(compiled_anew(name)) == compiled(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_spec_names_roles_and_no_colour(name: str) -> None:
    """So one spec is drawn in every theme."""
    text = json.dumps(compiled(name))
    assert named(compiled(name)) <= set(ROLES)
    assert re.findall(r'"#[0-9a-fA-F]{3,8}"', text) == []
    assert not {"steelblue", "#4c78a8", "black", "white"} & set(re.findall(r'"(\w+)"', text))


@pytest.mark.parametrize("name", NAMES)
def test_a_spec_has_no_rows_and_loads_nothing(name: str) -> None:
    """Rows are filled in by whoever draws."""
    rows = [one for one in compiled(name)["data"] if one["name"] == "rows"]
    assert len(rows) == 1
    assert "values" not in rows[0]
    assert '"url"' not in json.dumps(compiled(name))


def test_every_theme_has_every_role_and_no_other() -> None:
    """The page has its own palette, of the same roles."""
    assert tuple(PALETTES) == THEMES
    assert all(set(palette) == set(ROLES) for palette in PALETTES.values())
    assert set().union(*(named(vega_lite(name)) for name in SPECS)) <= set(ROLES)


def test_a_role_that_a_palette_lacks_is_an_error() -> None:
    """Rather than a picture in no colour."""
    assert painted({"a": ["role:text", 1]}, PALETTES["light"]) == {"a": [PALETTES["light"]["text"], 1]}
    with pytest.raises(KeyError, match="sky"):
        painted({"a": "role:sky"}, PALETTES["light"])


def luminance(colour: str) -> float:
    """How light a colour is, as contrast is reckoned."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_marks_stand_out_from_the_ground(theme: str) -> None:
    """4.5 to 1 for words, and 3 to 1 for what is drawn and tells something by itself."""
    palette = PALETTES[theme]
    ground = luminance(palette["surface"])

    def contrast(role: str) -> float:
        light, dark = sorted((luminance(palette[role]), ground), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    assert all(contrast(role) >= 4.5 for role in ("text", "subtle"))
    assert all(contrast(role) >= 3 for role in ("accent", "premium", "fast", "auto", "untiered"))


def test_days_are_the_same_wherever_the_viewer_is() -> None:
    """A picture of UTC days drawn west and east of Greenwich is the same picture."""
    spec = painted(compiled("active_by_day"), PALETTES["light"])
    spec["data"] = [{**one, "values": DAYS} if one["name"] == "rows" else one for one in spec["data"]]

    def seen_from(zone: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", DRAW], input=json.dumps(spec), capture_output=True, text=True, check=True,
            env={"TZ": zone},
        )  # fmt: skip
        return done.stdout

    here = seen_from("UTC")
    assert len(re.findall(r">\d+ Nov<", here)) > 4
    assert here == seen_from("America/Los_Angeles") == seen_from("Pacific/Kiritimati")
