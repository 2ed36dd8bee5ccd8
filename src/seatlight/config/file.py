"""The file seatlight.toml: what may stand in it, and where in it something wrong stands."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from seatlight.errors import BadFile
from seatlight.model.governance import Hold, Money
from seatlight.model.limits import Limits
from seatlight.model.rules import Privacy
from seatlight.model.tiers import SiteTiers, TierTable
from seatlight.model.wrong_values import plain_words


class Cursor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [cursor]; values are parsed like those of the environment."""

    api_key: str | None = None
    url: str | None = None
    admin_per_minute: int | None = None
    events_per_minute: int | None = None
    reach_days: int | None = None


class Jira(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [jira]; values are parsed like those of the environment."""

    url: str | None = None
    email: str | None = None
    api_token: str | None = None


class Oidc(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [oidc]; values are parsed like those of the environment."""

    issuer: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


class Forge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [forge]; values are parsed like those of the environment."""

    app_id: str | None = None
    jwks_url: str | None = None
    api_base: str | None = None


class Serve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [serve]; values are parsed like those of the environment."""

    reads_per_minute: int | None = None
    writes_per_minute: int | None = None


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that may stand in the file."""

    cursor: Cursor = Cursor()
    jira: Jira = Jira()
    oidc: Oidc = Oidc()
    public_url: str | None = None
    forge: Forge = Forge()
    serve: Serve = Serve()
    database_url: str | None = None
    secret_key: str | None = None
    server_url: str | None = None
    token: str | None = None
    retry_for_seconds: int | None = None
    archive: str | None = None
    engine: str | None = None
    log: str | None = None
    people: str | None = None
    limits: Limits = Limits()
    money: Money = Money()
    privacy: Privacy = Privacy()
    tiers: SiteTiers = SiteTiers()
    holds: tuple[Hold, ...] = ()


class ConfigFile:
    """The file as read, or as if it were empty when there is none."""

    def __init__(self, path: Path, text: str, tables: Tables) -> None:
        self.path, self.tables, self._text = path, tables, text

    def value(self, key: str) -> Any:
        """What stands under a dotted key; None when nothing does."""
        found: Any = self.tables
        for part in key.split("."):
            found = getattr(found, part)
        return found

    def place(self, key: str) -> str:
        """File, line and column of a dotted key."""
        return place(self.path, self._text, key.split("."))


def read_file(path: Path, *, required: bool) -> ConfigFile:
    """Read the file; a missing one is empty unless it is `required`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if required:
            raise BadFile(f"{path}: there is no such file; check the name given with --config.") from None
        return ConfigFile(path, "", Tables())
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else "cannot be read"
        raise BadFile(f"{path}: the file {reason}.") from None
    return ConfigFile(path, text, _tables(path, text))


def _tables(path: Path, text: str) -> Tables:
    try:
        return msgspec.convert(tomllib.loads(text), Tables)
    except tomllib.TOMLDecodeError as error:
        says, at = _split_place(str(error), text)
        raise BadFile(f"{path}, {at}: {says}.") from None
    except msgspec.ValidationError as error:
        says, _, where = str(error).partition(" - at `")
        unknown = re.search(r"unknown field `(\w+)`", says)
        parts = [*re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", where)]
        keys = [name or index for name, index in parts] + ([unknown[1]] if unknown else [])
        named = ".".join(key for key in keys if not key.isdigit() and key != "...")
        raise BadFile(f"{place(path, text, keys)}: {named}: {plain_words(says)}.") from None


def _split_place(says: str, text: str) -> tuple[str, str]:
    """The parser's words and the place they name."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", says)
    if found is None:
        return says, "line 1, column 1"
    line, column = (found[1], found[2]) if found[1] else (text.count("\n") + 1, 1)
    return says[: found.start()], f"line {line}, column {column}"


def place(path: Path, text: str, keys: list[str]) -> str:
    """File, line and column of the key that is reached by `keys` (digits count entries of a list of tables)."""
    names = [key for key in keys if not key.isdigit() and key != "..."]
    entry = next((int(key) for key in keys if key.isdigit()), 0)
    section, seen = "", -1
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[\[?\s*([\w.\s\"-]+?)\s*\]\]?", line)
        if heading:
            section = heading[1]
            seen += line.lstrip().startswith("[[") and section == names[0]
        if heading and section == ".".join(names) and seen in (-1, entry):
            return f"{path}, line {number}, column {line.index('[') + 1}"
        dotted = re.match(r"\s*([\w.\"-]+)\s*=", line)
        full = [*filter(None, section.split(".")), *dotted[1].replace('"', "").split(".")] if dotted else []
        if full and full == names[: len(full)] and (seen < 0 or seen == entry or section != names[0]):
            column = len(line) - len(line.lstrip()) if full == names else line.index("=")
            return f"{path}, line {number}, column {column + 1}"
    return f"{path}, line 1, column 1"


def tier_table(site: SiteTiers) -> TierTable:
    """The built-in table of model tiers, with what the site says asked first."""
    table = msgspec.convert(tomllib.loads(files("seatlight").joinpath("tiers.toml").read_text("utf-8")), TierTable)
    return table.after(site)
