"""Compiles the pictures' specs to Vega: src/seatlight/charts/compiled/*.json; with --check says which is stale."""

import json
import sys
from pathlib import Path

import vl_convert

from seatlight.charts.specs import SPECS, vega_lite

FOLDER = Path(__file__).parents[1] / "src" / "seatlight" / "charts" / "compiled"
VEGA_LITE = "6.4"


def compiled(name: str) -> str:
    """The picture's spec as Vega, a line for each part, so that a change of it can be read."""
    spec = vl_convert.vegalite_to_vega(vega_lite(name), vl_version=VEGA_LITE)
    spec.pop("$schema", None)
    return json.dumps(spec, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or with --check tell which differ from what the code makes; 1 when one does."""
    stale = []
    for name in SPECS:
        path, text = FOLDER / f"{name}.json", compiled(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"{FOLDER.name}/{name}.json is stale: run `make docs` and commit it.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
