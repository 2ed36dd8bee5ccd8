"""Pictures as files: drawn in a process of their own, one at a time, from what is in them alone."""

import json
import struct
import threading
from xml.etree import ElementTree

import msgspec
import pytest

from seatlight.access import cut
from seatlight.charts.pictures import PICTURES, drawn
from seatlight.errors import Busy, DrawingFailed, WrongUsage
from seatlight.model.access import Scope
from seatlight.model.report import Report
from seatlight.render import as_picture
from seatlight.render.as_picture import AT_MOST, Drawings, drawing
from tests.access.reports import reports

SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str = "acceptance") -> Report:
    """A picture of the cast."""
    return drawn(cut(reports()[PICTURES[name].of], Scope("ana")), PICTURES[name])


def words(svg: bytes) -> list[str]:
    """Every text in an SVG."""
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_an_svg_says_what_it_shows_of_which_days() -> None:
    """Title, days, the instant it is of, the sentence, and the numbers above the bars."""
    made = picture()
    told = words(Drawings().draw(drawing(made), "svg"))
    assert "How acceptance is spread" in told
    assert any(text.startswith("2026-10-20 to 2026-11-18 (UTC days), as of 2026-11-18 13:00 UTC") for text in told)
    assert " ".join(told).count(made.head["picture"]["summary"][:40]) == 1
    assert {str(row["developers"]) for row in made.tables[0].rows if row["developers"]} <= set(told)


def test_an_unfinished_picture_says_so_far() -> None:
    """Beside its instant."""
    made = picture()
    freshness = {**made.head["freshness"], "complete": False}
    spec = json.loads(drawing(Report({**made.head, "freshness": freshness}, made.tables)))
    assert spec["title"]["subtitle"][0].endswith("UTC, so far")


def test_a_png_has_two_pixels_for_each_point() -> None:
    """The same size in both themes, and other colours."""
    drawings = Drawings()
    svg = ElementTree.fromstring(drawings.draw(drawing(picture()), "svg"))
    light, dark = (drawings.draw(drawing(picture(), theme), "png") for theme in ("light", "dark"))
    assert light[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", light[16:24])
    assert size == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert struct.unpack(">II", dark[16:24]) == size
    assert light != dark


def test_names_are_words_and_never_markup() -> None:
    """Whatever a project is called."""
    made = picture()
    odd = '</text><script>alert("x")</script> \u202eright 😀'
    head = {**made.head, "project": {"name": odd}}
    told = words(Drawings().draw(drawing(Report(head, made.tables)), "svg"))
    assert any(text.startswith(odd[:30]) for text in told)


def test_a_theme_there_is_none_of_is_refused() -> None:
    """By name."""
    with pytest.raises(WrongUsage, match="light, dark"):
        drawing(picture(), "sepia")


def test_a_spec_that_cannot_be_drawn_is_told() -> None:
    """The engine's own words stay inside."""
    with pytest.raises(DrawingFailed, match="its table has the same numbers"):
        Drawings().draw(b"{", "svg")


def test_nothing_is_loaded_from_anywhere() -> None:
    """A spec that asks for an address gets nothing from it."""
    spec = json.loads(drawing(picture()))
    spec["data"][0] = {"name": "rows", "url": "http://127.0.0.1:9/rows.json"}
    with pytest.raises(DrawingFailed):
        Drawings().draw(msgspec.json.encode({**spec, "marks": [{"type": "image", "encode": {"enter": {
            "url": {"value": "http://127.0.0.1:9/a.png"}}}}]}), "png")  # fmt: skip


def test_whoever_is_one_too_many_is_told_to_come_back() -> None:
    """So that pictures never hold every thread."""
    drawings, made = Drawings(), drawing(picture())
    outcomes: list[str] = []

    def ask() -> None:
        try:
            drawings.draw(made, "svg")
            outcomes.append("drawn")
        except Busy as error:
            outcomes.append(error.says)

    askers = [threading.Thread(target=ask) for _ in range(AT_MOST + 2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(60)
    assert sorted(outcomes) == ["Several pictures are being drawn already; ask again in a moment."] * 2 + ["drawn"] * 4


def test_the_drawing_tells_pictures_apart() -> None:
    """Equal reports give equal bytes, another theme or another row gives others."""
    made = picture()
    assert drawing(made) == drawing(picture())
    assert drawing(made, "dark") != drawing(made)
    rows = [{**row, "developers": 9} for row in made.tables[0].rows]
    assert drawing(made.with_rows("rows", rows)) != drawing(made)
    assert set(as_picture.FORMS) == {"svg", "png"}
