"""Pictures over HTTP: rows, words, specs and files, each for its own viewer."""

from typing import Any

import pytest

from seatlight.charts.names import NAMES
from seatlight.charts.palette import ROLES
from tests.surfaces.web.living import HANA, NOBODY, SAYS, YUSUF, Here


def test_the_catalogue_has_a_spec_for_each_picture(here: Here) -> None:
    """The same for everybody, and sent once."""
    found = here.get("/pictures", HANA)
    told = found.json()["pictures"]
    assert [one["name"] for one in told] == list(NAMES)
    assert all(one["title"] and one["explanation"] and one["spec"]["marks"] for one in told)
    assert here.get("/pictures", HANA, headers={"If-None-Match": found.headers["etag"]}).status_code == 304
    assert here.get("/pictures", NOBODY).status_code == 401
    assert "role:accent" in found.text
    assert "accent" in ROLES


@pytest.mark.parametrize("name", [name for name in NAMES if name != "groups"])
def test_a_picture_has_rows_columns_and_words(name: str, here: Here) -> None:
    """The columns are those of the table beside it."""
    told = here.document(f"/pictures/{name}?project=APP", HANA)
    assert told["rows"]
    assert [column["key"] for column in told["columns"]["rows"]] == list(told["rows"][0])
    assert told["picture"]["summary"].endswith(".")
    assert told["project"]["key"] == "APP"
    assert "team" not in told
    assert told["progress"]["reading"] in {True, False}


def test_rows_of_a_picture_are_those_of_the_report(here: Here) -> None:
    """Day by day and developer by developer."""
    team, report = here.document("/team?project=WEB", HANA), here.document("/report?project=WEB", HANA)
    by_day = here.document("/pictures/tokens_by_day?project=WEB", HANA)["rows"]
    assert [row["total_tokens"] for row in by_day] == [row["total_tokens"] for row in team["by_day"]]
    ids = {row["developer_id"] for row in report["developers"]}
    points = here.document("/pictures/tokens_acceptance?project=WEB", HANA)["rows"]
    lines = here.document("/pictures/seat_map?project=WEB", HANA)["seat_map"]
    assert {row["developer_id"] for row in points} <= ids == {row["developer_id"] for row in lines}


def test_a_seat_map_has_everybody_in_one_answer(here: Here) -> None:
    """With as many signs as days, whatever the window."""
    told = here.document("/pictures/seat_map?days=60")
    assert {len(row["days"]) for row in told["seat_map"]} == {60} == {told["map"]["days"]}
    assert len(told["seat_map"]) == here.document("/report?size=1")["page"]["rows"]
    assert "developers" in told["map"]["summary"]


@pytest.mark.parametrize("path", ["tokens_by_day", "seat_map", "acceptance/svg"])
def test_a_picture_one_has_already_is_not_made_again(path: str, here: Here) -> None:
    """By its mark; another viewer has another."""
    first = here.get(f"/pictures/{path}?project=WEB", HANA)
    mark = first.headers["etag"]
    again = here.get(f"/pictures/{path}?project=WEB", HANA, headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert here.get(f"/pictures/{path}?project=WEB").headers["etag"] != mark


def test_files_are_drawn_in_both_forms_and_themes(here: Here) -> None:
    """With a name to be saved by, and how complete they are."""
    svg = here.get("/pictures/acceptance/svg?project=WEB&theme=dark", HANA)
    assert svg.headers["content-type"] == "image/svg+xml"
    assert svg.headers["content-disposition"] == 'attachment; filename="acceptance.svg"'
    assert svg.headers["seatlight-complete"] == "true"
    assert svg.content.startswith(b"<svg")
    png = here.get("/pictures/active_by_day/png?project=WEB", HANA)
    assert (png.headers["content-type"], png.content[:4]) == ("image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "status"), [("pie", 404), ("pie/svg", 404), ("acceptance/gif", 404), ("acceptance/svg?theme=sepia", 400)]
)
def test_what_there_is_no_picture_of_is_told(path: str, status: int, here: Here) -> None:
    """A name, a form, a theme."""
    assert here.get(f"/pictures/{path}").status_code == status


@pytest.mark.parametrize("path", ["tokens_acceptance", "tokens_acceptance/svg", "pie/svg", "seat_map"])
def test_an_outsider_hears_of_pictures_what_he_hears_of_reports(path: str, here: Here) -> None:
    """Whether there is such a picture or not."""
    answer = here.get(f"/pictures/{path}?project=WEB", YUSUF)
    assert (answer.status_code, answer.json()["detail"]) == (404, SAYS)


def test_where_groups_alone_are_shown_the_seat_map_is_groups(here: Here) -> None:
    """And no picture tells of a day or of anybody."""
    with here.mode("groups"):
        told: dict[str, Any] = here.document("/pictures/seat_map?project=APP", HANA)
        assert ("seat_map" in told, "map" in told, told["shown_as"]) == (False, False, "groups")
        assert here.document("/pictures/tokens_by_day?project=APP", HANA)["rows"] == []
        groups = here.document("/pictures/groups?project=APP", HANA)
        assert groups["rows"] == told["groups"]


def test_a_look_at_a_picture_is_noted(here: Here) -> None:
    """As one at the report that it is of."""
    here.get("/pictures/seat_map?project=WEB", HANA)
    looks = [row for row in here.document("/audit")["audit"] if row["action"] == "looked"]
    assert any("seat map of WEB" in str(row) for row in looks)
