"""Builds `.venv` from requirements.lock; does nothing when it was built from the same files already.

Runs under any Python from 3.11 on, with nothing installed. It takes no questions, never fetches a
Python, and works without a network once the packages are in uv's store.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "seatlight-set-up"
LOCK = ROOT / "requirements.lock"
BUILT_FROM = (LOCK, ROOT / "pyproject.toml", Path(__file__).resolve())

# uv brings its own certificates and its own Pythons unless told to use the machine's.
UV_SETTINGS = {
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_PYTHON_PREFERENCE": "only-system",
    "UV_SYSTEM_CERTS": "1",
    "VIRTUAL_ENV": str(VENV),
}


def main() -> None:
    """Sets up what is missing; ends the program with one sentence when that cannot be done."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted and (BIN / "python").exists():
        return
    say("setting up .venv (only needed after a change of requirements.lock or pyproject.toml)")
    make_environment()
    install_uv()
    install_locked()
    install_ourselves()
    STAMP.write_text(wanted)
    say("ready")


def fingerprint() -> str:
    """What the environment depends on: the files it is built from, and the place it is built in."""
    parts = [str(ROOT), *(hashlib.sha256(path.read_bytes()).hexdigest() for path in BUILT_FROM)]
    return "\n".join(parts)


def make_environment() -> None:
    """An environment with pip, made anew if it was moved here or its Python is gone."""
    if STAMP.is_file() and STAMP.read_text().splitlines()[:1] != [str(ROOT)]:
        say("this .venv was built in another folder: making it anew")
        shutil.rmtree(VENV)
    if not answers(BIN / "python", "-c", "import pip"):
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            sys.exit(
                f"{sys.executable} cannot make environments, because venv or ensurepip is missing: "
                f"install python{version}-venv (Debian, Ubuntu) or a complete Python, and try again."
            )
        say(f"making .venv with {sys.executable}")
        run("Making .venv failed", sys.executable, "-m", "venv", "--clear", VENV)


def install_uv() -> None:
    """uv in the locked version, by pip and with its hashes, if it is not there yet."""
    name, lines = uv_lines()
    if answers(BIN / "uv", "--version", says=name.replace("==", " ")):
        return
    say(f"installing {name}")
    only_uv = VENV / "uv.lock.txt"
    only_uv.write_text(lines)
    pip_install("Installing uv failed", only_uv)


def uv_lines() -> tuple[str, str]:
    """uv's entry of the lock: its name with the version, and the lines with its hashes."""
    entry = re.search(r"^(uv==\S+).*\n(?:    --hash=.*\n?)+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if entry is None:
        sys.exit("requirements.lock does not list uv: take the file from the repository again.")
    return entry[1], entry[0].rstrip("\\\n ") + "\n"


def install_locked() -> None:
    """Every locked package: from uv's store, else from uv's index, else from the one pip is told to use."""
    say("installing the locked packages")
    locked = ("--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    command = (BIN / "uv", "pip", "install", "--quiet", "--compile-bytecode", *locked)
    surroundings = os.environ | UV_SETTINGS
    if subprocess.run([*command, "--offline"], env=surroundings, capture_output=True, check=False).returncode == 0:
        return
    if subprocess.run(command, env=surroundings, check=False).returncode:
        say("uv could not install them: trying pip with its own configuration")
        pip_install("Installing the packages failed", LOCK)


def install_ourselves() -> None:
    """The checkout itself, editable, without looking for anything on the network."""
    say("installing seatlight from this checkout")
    flags = ("--quiet", "--no-deps", "--no-build-isolation", "--offline", "-e", ROOT)
    run("Installing the checkout failed", BIN / "uv", "pip", "install", *flags)
    # Where the environment forbids bytecode, this is the only time our own is written.
    subprocess.run([BIN / "python", "-m", "compileall", "-qq", ROOT / "src"], check=False)


def pip_install(failure: str, requirements: Path) -> None:
    """Installs by pip, which reads the machine's own configuration of indexes and certificates."""
    flags = ("--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:")
    run(failure, BIN / "python", "-m", "pip", "install", *flags, "-r", requirements)


def run(failure: str, *command: str | Path) -> None:
    """Runs a command to its end; its own words stand above our sentence when it fails."""
    if subprocess.run(command, env=os.environ | UV_SETTINGS, check=False).returncode:
        sys.exit(f"{failure}: see the lines above; a network is needed only the first time.")


def answers(*command: str | Path, says: str = "") -> bool:
    """Whether the command runs and its output begins with these words."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.startswith(says)


def say(what: str) -> None:
    """One short line of progress, on stderr so that a report's output stays clean."""
    print(f"set-up: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
