"""The hook by which a wheel carries the page; an editable install does without, `make page` builds it there."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageHook(BuildHookInterface[Any]):
    """Builds the page before the wheel is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the built page to the wheel."""
        if version == "editable":
            return
        page = _page(Path(self.root) / "scripts" / "page.py")
        page.build()
        build_data["artifacts"].append(f"/{page.BUILT.relative_to(page.ROOT).as_posix()}/**")


def _page(path: Path) -> Any:
    """The script as a module, wherever the build has put the checkout."""
    spec = importlib.util.spec_from_file_location("seatlight_page", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path.name} is missing.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
