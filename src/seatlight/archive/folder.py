"""The folder of one connection's kept totals: whose it is, and what is said when it cannot be used."""

from __future__ import annotations

from pathlib import Path

import msgspec

from seatlight.errors import BadFile, BadSetting
from seatlight.files import told, write_whole

NAME = "connection.json"
FORM = "seatlight.connection/1"


class Belonging(msgspec.Struct, frozen=True):
    """Whose totals a folder keeps; `identity` is a digest that tells nothing of the key it was made from."""

    schema: str
    identity: str


def unusable(folder: Path, error: OSError) -> BadSetting:
    """What is said of a folder that cannot be made or read."""
    return BadSetting(f"SEATLIGHT_ARCHIVE: {str(folder)!r} cannot be used: {told(error)}.")


def check_belonging(folder: Path, identity: str) -> bool:
    """Whether the folder says that it belongs to this identity; BadSetting when it says another."""
    path = folder / NAME
    try:
        belonging = msgspec.json.decode(path.read_bytes(), type=Belonging)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unusable(folder, error) from error
    except msgspec.MsgspecError:
        belonging = Belonging(FORM, "")
    if belonging.schema != FORM:
        raise BadFile(f"{path} was written by a newer Seatlight ({belonging.schema}): update Seatlight.")
    if belonging.identity != identity:
        raise BadSetting(
            f"Kept totals in {folder} belong to another key or address: if it is the same team and its key was "
            f"replaced delete {path}, else choose another folder in SEATLIGHT_ARCHIVE."
        )
    return True


def claim(folder: Path, identity: str) -> None:
    """Make the folder where there is none, and write down whose it is; BadSetting when it is another's."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not check_belonging(folder, identity):
            write_whole(folder / NAME, msgspec.json.encode(Belonging(FORM, identity)))
    except OSError as error:
        raise unusable(folder, error) from error
