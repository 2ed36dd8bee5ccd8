"""Lines of styled text, and the only place where they reach a console.

Text is never read as markup. Characters that steer a terminal or that it cannot encode are replaced by marks
of the same width, so that columns stay in line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment

from seatlight.render.plain import printable

UNICODE = "–−…·→×≥≤─●▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░"
PLAIN = "--~|>x><-*.::++**#...####."
IN_ASCII = str.maketrans(UNICODE, PLAIN)


class Piece(NamedTuple):
    """Text in one style, named as rich names styles; an empty style is the terminal's own."""

    text: str
    style: str = ""


Line = Sequence[Piece]


class Page:
    """Lines as rich prints them: no colours in a pipe, ASCII marks where the encoding has no others."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        encoding = options.encoding if lacks_marks(options.encoding) else None
        for line in self.lines:
            for text, style in line:
                harmless = printable(text)
                shown = harmless if encoding is None else encodable(harmless, encoding)
                yield Segment(shown, console.get_style(style) if style else None)
            yield Segment.line()


def put(lines: Iterable[Line], console: Console) -> None:
    """Print the lines; what is wider than the console is cut."""
    console.print(Page(lines), end="", no_wrap=True)


def lacks_marks(encoding: str) -> bool:
    """Whether the encoding cannot write the marks that drawings use."""
    try:
        UNICODE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def encodable(text: str, encoding: str) -> str:
    """The text with ASCII marks; what else the encoding lacks loses its accent or becomes a question mark."""
    marked = text.translate(IN_ASCII)
    return marked if marked.isascii() else "".join(_nearest(each, encoding) for each in marked)


def _nearest(character: str, encoding: str) -> str:
    letter = unicodedata.normalize("NFKD", character)[0]
    for candidate in (character, letter):
        try:
            candidate.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        if cell_len(candidate) == cell_len(character):
            return candidate
    return "?" * cell_len(character)


def width_of(line: Line) -> int:
    """How many columns of the terminal the line takes."""
    return sum(cell_len(piece.text) for piece in line)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text cut with an ellipsis or filled with blanks to exactly this width."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…" if width > 0 else ""
    blanks = " " * (width - length)
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most this width, broken at blanks; a longer word is cut. Never empty."""
    lines, line = [], ""
    for word in printable(text).split():
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return [fitted(each, width).rstrip() if cell_len(each) > width else each for each in [*lines, line]]


def flowed(facts: Iterable[Line], width: int) -> list[Line]:
    """Short facts side by side with a dot between, on as many lines as they need."""
    lines: list[list[Piece]] = []
    for fact in facts:
        if lines and width_of(lines[-1]) + 3 + width_of(fact) <= width:
            lines[-1] += [Piece(" · ", "dim"), *fact]
        else:
            lines.append([*fact])
    return list(lines)


def filled(share: float, width: int) -> str:
    """A bar of blocks for a share of 0 to 1, at least its thinnest block when the share is above 0."""
    eighths = max(round(min(share, 1) * width * 8), 1 if share > 0 else 0)
    whole, rest = divmod(eighths, 8)
    return fitted("█" * whole + " ▏▎▍▌▋▊▉"[rest].strip(), width)
