"""How an actual document differs from the true one, a readable line for each difference."""

from math import isclose
from typing import Any

Row = dict[str, Any]

IGNORED = ("because", "notes", "developer_id")


def differences(actual: Row, expected: Row) -> list[str]:
    """Every place where the actual document is not the truth; empty when it is true.

    Further keys of the actual document are ignored, and so are `because`, `notes` and `developer_id`.
    """
    found = []
    if actual.get("schema") != expected["schema"]:
        found.append(f"schema is {actual.get('schema')!r}, expected {expected['schema']!r}")
    for part in ("window", "freshness", "team"):
        found += row_differences(part, actual.get(part) or {}, expected[part])
    return found + developer_differences(actual.get("developers") or [], expected["developers"])


def row_differences(name: str, actual: Row, expected: Row) -> list[str]:
    """The differences of one object, key by key."""
    found = []
    for key, true in expected.items():
        if key in IGNORED:
            continue
        if key not in actual:
            found.append(f"{name}: {key} is missing, expected {true!r}")
        elif key == "signals":
            found += signal_differences(name, actual[key], true)
        elif key == "emails":
            found += [] if sorted(actual[key]) == sorted(true) else [line(name, key, actual[key], true)]
        elif not equal(actual[key], true):
            found.append(line(name, key, actual[key], true))
    return found


def line(name: str, key: str, actual: Any, expected: Any) -> str:
    """One difference as a sentence."""
    return f"{name}: {key} is {actual!r}, expected {expected!r}"


def equal(actual: Any, expected: Any) -> bool:
    """Equal values; a true fraction to a billionth of itself, a true integer only by an integer."""
    if isinstance(expected, bool) or expected is None or isinstance(expected, str | dict):
        return bool(actual == expected)
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        return False
    if isinstance(expected, int):
        return isinstance(actual, int) and actual == expected
    return isclose(actual, expected, rel_tol=1e-9, abs_tol=1e-12)


def signal_differences(name: str, actual: list[Row], expected: list[Row]) -> list[str]:
    """Signals that are missing, too many, of other certainty, or in another order."""
    fired = {signal["key"]: signal["certainty"] for signal in actual}
    true = {signal["key"]: signal["certainty"] for signal in expected}
    found = [f"{name}: signal {key} ({true[key]}) is missing" for key in true if key not in fired]
    found += [f"{name}: signal {key} ({fired[key]}) should not fire" for key in fired if key not in true]
    for key, certainty in true.items():
        if fired.get(key, certainty) != certainty:
            found.append(f"{name}: signal {key} is {fired[key]}, expected {certainty}")
    if not found and [signal["key"] for signal in actual] != list(true):
        found.append(f"{name}: signals come as {[s['key'] for s in actual]}, expected {list(true)}")
    return found


def developer_differences(actual: list[Row], expected: list[Row]) -> list[str]:
    """Rows that are missing, too many, in another order, or different."""
    rows, true = by_name(actual), by_name(expected)
    found = [f"{name}: the row is missing" for name in true if name not in rows]
    found += [f"{name}: the row should not be there" for name in rows if name not in true]
    if not found:
        found += order_differences([row["email"] for row in actual], [row["email"] for row in expected])
    for name, row in true.items():
        if name in rows:
            found += row_differences(name, rows[name], row)
    return found


def by_name(rows: list[Row]) -> dict[str, Row]:
    """Rows by their address; those without one, or with one seen before, get a number."""
    named: dict[str, Row] = {}
    ordered = sorted(rows, key=lambda row: (row["email"] is not None, row["name"] or ""))
    for row in ordered:
        name = row["email"] or f"(no address) {row['name'] or ''}".strip()
        named[name if name not in named else f"{name} #{len(named)}"] = row
    return named


def order_differences(actual: list[str | None], expected: list[str | None]) -> list[str]:
    """The first place where the order of the addresses differs; seats without an address may be anywhere."""
    pairs = zip([e for e in actual if e], [e for e in expected if e], strict=False)
    return next(([f"the order of rows has {one} where {two} belongs"] for one, two in pairs if one != two), [])
