"""Writes the pages of docs/ that come from the code, or the parts that do; with --check says which page is stale."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from seatlight.matching import OUTCOMES
from seatlight.metrics.signals import ANSWERABLE, ANY, SIGNALS
from seatlight.metrics.states import STATES
from seatlight.model.report import Column
from seatlight.reports.columns import WHAT_IT_MEANS, WHO, metric_columns
from seatlight.reports.seat_map import SEAT_MAP
from seatlight.reports.team_tables import ACCEPTANCE, BY_DAY, BY_MODEL
from seatlight.sources.cursor import payloads as cursor
from seatlight.sources.jira import payloads as jira

DOCS = Path(__file__).parents[1] / "docs"
GENERATED = "<!-- Written by `make docs` from the code; edit the docstrings, not this page. -->\n"


def metrics_page() -> str:
    """Every column of a developer's row, and of the team's tables."""
    parts = [
        "# Metrics",
        GENERATED,
        "What each number of a report means. Windows are whole UTC days; shares are 0 to 1 in data and percent when "
        "drawn; money is cents in data. What is not known is null, never zero.",
        *_section("Who a row is", WHO),
        *_section("What was measured", metric_columns()),
        *_section("What it means", WHAT_IT_MEANS),
        *_section("The team by day", BY_DAY),
        *_section("The team by model", BY_MODEL),
        *_section("How acceptance is spread", ACCEPTANCE),
        *_section("The seat map", SEAT_MAP),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(title: str, columns: Iterable[Column]) -> list[str]:
    rows = [f"| `{column.key}` | {column.title} | {column.kind} | {_line(column.explanation)} |" for column in columns]
    return [f"## {title}", "\n".join(["| key | title | kind | meaning |", "|---|---|---|---|", *rows])]


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def signals_page() -> str:
    """Every state and every signal, in the order of the test and of reports."""
    states = [
        f"| `{state.key}` | {state.title} | {_line(state.explanation)} | {state.next_action} |"
        for state in STATES.values()
    ]
    signals = [
        f"| `{signal.key}` | {signal.title} | {_line(signal.explanation)} | {_states(signal.states)} "
        f"| {signal.next_action} |"
        for signal in SIGNALS.values()
    ]
    parts = [
        "# States and signals",
        GENERATED,
        "Every seat has exactly one state: the first of this list that holds. 'The last 30 days' are 30 full days, and "
        "today so far if the window ends today; a shutdown of the whole team lengthens them by its length. The numbers "
        "are the defaults of the section `[limits]` in `seatlight.toml`.",
        "## States",
        "\n".join(["| key | title | is | next action |", "|---|---|---|---|", *states]),
        "## Signals",
        "Any number per developer, each with its reason and how certain it is: *certain*, or *likely* where it rests "
        "on days without use whose usage events were not read. None fires on incomplete data. Thresholds about "
        "acceptance are opinions; `acceptance_signals = false` in `[limits]` switches them off.",
        "\n".join(["| key | title | fires when | on states | next action |", "|---|---|---|---|---|", *signals]),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _states(states: frozenset[str]) -> str:
    if states == ANY:
        return "any"
    if states == ANSWERABLE:
        return "all but `no_seat`, `removed`, `on_hold`, `unknown`, `new`"
    return ", ".join(f"`{state}`" for state in STATES if state in states)


def fields_page() -> str:
    """Every field that is read from outside; whatever is not here is dropped while the answer is decoded."""
    parts = [
        "# What is read from Cursor and Jira",
        GENERATED,
        "## Cursor",
        "Exactly these fields of Cursor's answers are read. Everything else is dropped while an answer is decoded, so "
        "code, prompts, suggestions and conversations are never kept, even if Cursor sent them.",
        _fields(cursor.fields_read()),
        "## Jira",
        "Exactly these fields of Jira's answers are read, by whoever connects a site. Of an issue that is who it is "
        "assigned to and its status; what it says is never read. `[]` stands for each of a list, `*` for every name.",
        _fields(jira.fields_read()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _fields(read: list[tuple[str, str]]) -> str:
    rows = [f"| `{endpoint}` | `{field}` |" for endpoint, field in read]
    return "\n".join(["| endpoint | field |", "|---|---|", *rows])


OUTCOMES_BEGIN = "<!-- From here on written by `make docs` from `matching/outcomes.py`. -->\n"
OUTCOMES_END = "\n<!-- Up to here. -->"


def matching_page() -> str:
    """The page as it was written, with what comes of each trouble put in between its two marks."""
    text = (DOCS / "matching.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(OUTCOMES_BEGIN)
    _, end, after = rest.partition(OUTCOMES_END)
    if not end:
        raise SystemExit("docs/matching.md has lost its marks for the table of outcomes: put them back.")
    rows = [
        f"| `{trouble}` | {outcome.title} | {_line(outcome.came_of_it)} | {outcome.next_action} |"
        for trouble, outcome in OUTCOMES.items()
    ]
    table = "\n".join(["| key | title | what came of it | next action |", "|---|---|---|---|", *rows])
    return f"{before}{OUTCOMES_BEGIN}\n{table}\n{OUTCOMES_END}{after}"


PAGES: dict[str, Callable[[], str]] = {
    "metrics.md": metrics_page,
    "signals.md": signals_page,
    "fields.md": fields_page,
    "matching.md": matching_page,
}


def keep(folder: Path, texts: Mapping[str, Callable[[], str]], arguments: list[str]) -> int:
    """Write generated files, or with --check tell which differ from what the code makes; 1 when one does."""
    stale = []
    for name, made in texts.items():
        path, text = folder / name, made()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"{folder.name}/{name} is stale: run `make docs` and commit it.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(keep(DOCS, PAGES, sys.argv[1:]))
