"""What stands above every drawing: window, freshness, what is missing, and the team in a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len

from seatlight.metrics.states import STATES
from seatlight.model.report import Report, Row
from seatlight.render.plain import iso
from seatlight.reports.wording import amount, share
from seatlight.surfaces.cli.drawing.ink import Line, Piece, filled, flowed, wrapped
from seatlight.surfaces.cli.drawing.marks import money, so_far, state

BAR = 20


def head(report: Report, title: str, width: int) -> list[Line]:
    """Title, window and freshness between two rules, the notes below; incomplete reports say so in words."""
    window = report.head["window"]
    days = f"{iso(window['first_on'])} to {iso(window['last_on'])}, {window['days']} days (UTC)"
    rule = [Piece("─" * width, "dim")]
    blanks = width - cell_len(title) - cell_len(days)
    top: list[Line] = [[Piece(title, "bold"), Piece(" " * blanks + days)]]
    if blanks < 2:
        top = [[Piece(title, "bold")], [Piece(days)]]
    whose = flowed(_whose(report), width)
    return [rule, *top, *whose, *flowed(_freshness(report), width), *_notes(report, width), rule]


def _whose(report: Report) -> Iterable[Line]:
    """Which project it is about and who counts as a member of it; under what names people stand."""
    project = report.head.get("project")
    if project:
        yield [Piece(f"Project {project['key']}", "bold"), Piece(f" {project['name']}")]
        yield [Piece(f"{project['members']:,} members: {project['members_by']}")]
        if not project["open"]:
            yield [Piece("not open: nobody sees this in Jira", "yellow")]
    if report.head.get("shown_as") == "pseudonyms":
        yield [Piece("names are pseudonyms", "yellow")]


def _freshness(report: Report) -> Iterable[Line]:
    freshness = report.head["freshness"]
    yield [Piece(f"as of {iso(freshness['as_of']).replace('T', ' ')[:16]} UTC")]
    if report.complete:
        yield [Piece("complete", "green")]
    else:
        yield [Piece("INCOMPLETE: totals are so far, not final", "bold yellow")]
    if freshness.get("provisional_from"):
        yield [Piece(f"days from {iso(freshness['provisional_from'])} on may still change", "dim")]
    if report.head["window"].get("previous") is None:
        yield [Piece("no trend: the window before is out of reach", "dim")]


def _notes(report: Report, width: int) -> Iterable[Line]:
    style = "" if report.complete else "yellow"
    for note in report.notes:
        for number, text in enumerate(wrapped(note, width - 2)):
            yield [Piece("  " if number else "! ", style), Piece(text, style)]


def team_lines(report: Report, width: int) -> list[Line]:
    """Seats, how many are used, tokens and money; nothing where the report does not say."""
    team, final = report.head.get("team", {}), report.complete
    return [line for facts in (_seats(team, final=final), _usage(team, final=final)) for line in flowed(facts, width)]


def _seats(team: dict[str, Any], *, final: bool) -> Iterable[Line]:
    if "seats" not in team:
        return
    used = so_far(Piece(_whole(team.get("seats_used"))), final=final).text
    bar = filled(team.get("utilisation_share") or 0, BAR).rstrip()
    yield [Piece(f"{_whole(team['seats'])} {'seat' if team['seats'] == 1 else 'seats'}", "bold")]
    yield [
        Piece(f"{used} used ({'' if final else '≥'}{share(team.get('utilisation_share'))}) "),
        Piece(bar, "green"),
        Piece("░" * (BAR - len(bar)), "dim"),
    ]
    if team.get("seats_idle"):
        yield [Piece(f"{team['seats_idle']:,} idle")]


def _whole(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _usage(team: dict[str, Any], *, final: bool) -> Iterable[Line]:
    currency = team.get("currency", "USD")
    tokens = so_far(Piece(amount(team.get("total_tokens"))), final=final).text
    yield [Piece(f"{tokens} tokens", "bold")]
    yield [Piece(f"{so_far(money(team.get('spend_cents')), final=final).text} {currency} spend")]
    if not final:
        return
    each = money(team.get("spend_per_active_developer_cents")).text
    yield [Piece(f"{each} {currency} per active developer")]


def nobody(report: Report) -> Line:
    """What stands in place of rows where there are none."""
    seats = report.head["team"].get("seats")
    return [Piece("There is nobody to show." if seats else "Nobody has a seat, and there was no usage in the window.")]


def states_present(rows: Iterable[Row]) -> list[Line]:
    """The states of these rows with how many have them, in the order of the list of states."""
    counts = Counter(row["state"] for row in rows)
    ordered = [*STATES, *sorted(counts.keys() - STATES.keys())]
    return [[Piece("● ", state(key).style), state(key), Piece(f" {counts[key]}")] for key in ordered if counts[key]]
