"""Writes the types of the API for the page, from the service's own OpenAPI document; --check says if they are stale.

They lie in `page/src/api/schema.ts`, made by openapi-typescript, which `scripts/page.py install` brings.
"""

import json
import sys
import tempfile
from pathlib import Path

import litestar

from scripts.page import PAGE, PageNotBuilt, install, run
from seatlight.config import load
from seatlight.surfaces.web.app import make_app
from seatlight.wiring import Worlds

TYPES = PAGE / "src" / "api" / "schema.ts"
STALE = "page/src/api/schema.ts does not match the API any more: make page-types writes it anew."


def main(arguments: list[str]) -> int:
    """0 when the types are what the API says, or were written; 1 with --check when they are stale."""
    install()
    made = types_of(document())
    if "--check" not in arguments:
        TYPES.write_text(made, encoding="utf-8")
        return 0
    if TYPES.is_file() and TYPES.read_text(encoding="utf-8") == made:
        return 0
    print(STALE)
    return 1


def document() -> str:
    """The OpenAPI document of a service that has nothing connected, without its version: a new one changes no type."""
    app: litestar.Litestar = make_app(Worlds(load({}), None), ())
    found = app.openapi_schema.to_schema()
    found["info"]["version"] = ""
    return json.dumps(found, default=str)


def types_of(text: str) -> str:
    """The types of a document."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "openapi.json", Path(folder) / "schema.ts"
        before.write_text(text, encoding="utf-8")
        run("exec", "--", "openapi-typescript", str(before), "--output", str(after))
        return after.read_text(encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PageNotBuilt as error:
        sys.exit(str(error))
