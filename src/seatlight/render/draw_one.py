"""Draws one picture in a process of its own: a Vega spec comes by stdin, a file leaves by stdout.

The engine takes 140 MB and could end its process; so it never runs in ours. It gets no data but what is in the spec,
and loads nothing from anywhere.
"""

from __future__ import annotations

import json
import sys


def main(form: str, scale: float) -> None:
    """Draw what stdin holds as `svg`, or as `png` with so many pixels for each of its points."""
    import vl_convert

    spec = json.load(sys.stdin.buffer)
    if form == "svg":
        content = vl_convert.vega_to_svg(spec, allowed_base_urls=[]).encode()
    else:
        content = vl_convert.vega_to_png(spec, scale=scale, allowed_base_urls=[])
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
