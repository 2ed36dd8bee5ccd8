"""Compiles the pictures' specs to Vega: src/seatlight/charts/compiled/*.json; with --check says which is stale."""

import json
import sys
from functools import partial
from pathlib import Path

import vl_convert

from scripts.docs import keep
from seatlight.charts.specs import SPECS, vega_lite

FOLDER = Path(__file__).parents[1] / "src" / "seatlight" / "charts" / "compiled"
VEGA_LITE = "6.4"


def compiled(name: str) -> str:
    """The picture's spec as Vega, a line for each part, so that a change of it can be read."""
    spec = vl_convert.vegalite_to_vega(vega_lite(name), vl_version=VEGA_LITE)
    spec.pop("$schema", None)
    return json.dumps(spec, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(keep(FOLDER, {f"{name}.json": partial(compiled, name) for name in SPECS}, sys.argv[1:]))
