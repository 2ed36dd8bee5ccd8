"""`report`, `seats` and `team` asked of a running service: what comes is what would be made here."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from seatlight.actions.give_tokens import WantedToken, create_token
from seatlight.actions.grant_access import allow_project
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.model.access import OPERATOR, Permission
from seatlight.sandbox import Setup
from seatlight.surfaces.cli.server import Asked, Listening, Server
from tests.surfaces.commands import Done, call
from tests.surfaces.web.running import Running, running

Captured = pytest.CaptureFixture[bytes]
HANA = "hana.sato@example.org"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service over a sandbox, with APP open to its developers."""
    with running(tmp_path_factory.mktemp("service"), Setup(people=18)) as one:
        allow_project(OPERATOR, one.worlds.office(one.site.site_id), "APP", ("Developers",))
        yield one


@pytest.fixture(scope="module")
def token(served: Running) -> str:
    """A token of the operator's, for the whole site."""
    return new_token(served, "whole site", None)


def new_token(served: Running, name: str, account: str | None) -> str:
    """A token that may view as that account, or (None) as the operator."""
    office = served.worlds.office(served.site.site_id)
    return create_token(OPERATOR, office, WantedToken(name, account, frozenset({Permission.VIEW}))).text


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, served: Running, token: str) -> None:
    """The address and the token in the environment, and nothing of the vendor's."""
    monkeypatch.setenv("SEATLIGHT_SERVER_URL", served.url)
    monkeypatch.setenv("SEATLIGHT_TOKEN", token)
    monkeypatch.setenv("SEATLIGHT_RETRY_FOR_SECONDS", "0")


def here(served: Running, folder: Path, captured: Captured, monkeypatch: pytest.MonkeyPatch, *words: str) -> Done:
    """The same command, carried out by this process with the database of the service."""
    with monkeypatch.context() as without:
        without.delenv("SEATLIGHT_SERVER_URL")
        without.setenv("SEATLIGHT_DATABASE_URL", served.worlds.settings.database_url.reveal())  # type: ignore[union-attr]
        without.setenv("SEATLIGHT_SECRET_KEY", served.worlds.settings.secret_key.reveal())  # type: ignore[union-attr]
        quick = folder / "here.toml"
        quick.write_text("[cursor]\nadmin_per_minute = 0\nevents_per_minute = 0\n")
        return call(captured, *words, "--config", quick)


QUESTIONS = (
    ("report",),
    ("report", "--days", "14"),
    ("report", "--project", "APP"),
    ("seats",),
    ("team", "--days", "60"),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_a_service_answers_what_would_be_made_here(
    question: tuple[str, ...], served: Running, tmp_path: Path, capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole document, number by number, but for the instant it was read at."""
    there = call(capfdbinary, *question, "--format", "json")
    assert there.code == 0, there.err
    made = here(served, tmp_path, capfdbinary, monkeypatch, *question, "--format", "json")
    told, known = json.loads(there.out), json.loads(made.out)
    for document in (told, known):
        document["freshness"].pop("as_of")
        document.pop("generated_at", None)
    assert told == known


def test_of_one_developer_a_service_tells_more_because_it_read_the_team(
    served: Running, tmp_path: Path, capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What needs the whole team is unknown where the one was read alone; whatever is known here is the same there."""
    words = ("report", "--email", HANA, "--format", "json")
    there = json.loads(call(capfdbinary, *words).out)["developers"]
    made = json.loads(here(served, tmp_path, capfdbinary, monkeypatch, *words).out)["developers"]
    assert len(there) == len(made) == 1
    assert [key for key, value in made[0].items() if value is not None and there[0][key] != value] == ["signals"]
    known = {signal["key"] for signal in made[0]["signals"]}
    assert known <= {signal["key"] for signal in there[0]["signals"]}
    assert there[0]["times_team_mean"] is not None


@pytest.mark.parametrize("form", ["csv", "parquet", "md", "table"])
def test_every_form_is_the_same_from_a_service(
    form: str, served: Running, tmp_path: Path, capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days are days again, strips are drawn, columns keep their order."""
    words = ("report", "--days", "14", "--format", form)
    there = call(capfdbinary, *words)
    made = here(served, tmp_path, capfdbinary, monkeypatch, *words)
    assert there.code == made.code == 0, there.err
    if form == "parquet":
        assert pl.read_parquet(BytesIO(there.out)).equals(pl.read_parquet(BytesIO(made.out)))
    else:
        assert _without_the_hour(there.text) == _without_the_hour(made.text)


def _without_the_hour(text: str) -> list[str]:
    """The lines that tell nothing of when it was made."""
    return [line for line in text.splitlines() if "as of" not in line.lower() and "generated" not in line.lower()]


def test_a_member_sees_by_a_token_what_a_member_may_see(
    served: Running, capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project's developers alone; the site looks as if there were none."""
    owner = served.box.company().owner_of[HANA]
    assert owner is not None
    monkeypatch.setenv("SEATLIGHT_TOKEN", new_token(served, "hana", owner))
    project = json.loads(call(capfdbinary, "report", "--project", "APP", "--format", "json").out)
    assert 0 < len(project["developers"]) < 18
    mine = json.loads(call(capfdbinary, "report", "--mine", "--format", "json").out)
    assert [row["email"] for row in mine["developers"]] == [HANA]
    refused = call(capfdbinary, "report")
    assert (refused.code, refused.sentence) == (1, "There is no such report, or it is not for you to see.")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("report", "--as", HANA), 2, "--as is for reports made here"),
        (("report", "--engine", "duckdb"), 2, "--engine is for reports made here"),
        (("report", "--site", "default"), 2, "--site is for reports made here"),
        (("report", "--days", "400"), 2, "90 days"),
        (("report", "--project", "NONE"), 1, "shows us no project NONE"),
        (("report", "--connection", "none"), 1, "no such connection"),
        (("report", "--server", "http://192.0.2.1"), 2, "begins with https://"),
        (("report", "--server", "http://127.0.0.1:9"), 1, "refuses connections"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_a_service_cannot_answer_is_one_sentence(
    words: tuple[str, ...], code: int, says: str, capfdbinary: Captured
) -> None:
    """Its own sentence, where it has one."""
    done = call(capfdbinary, *words)
    assert (done.code, says in done.sentence) == (code, True), done.sentence


def test_a_token_that_is_wrong_or_missing_says_how_to_get_one(
    capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is never shown."""
    monkeypatch.setenv("SEATLIGHT_TOKEN", "slt_this-was-never-made")
    wrong = call(capfdbinary, "report")
    assert (wrong.code, "does not accept the API token" in wrong.sentence) == (1, True)
    assert "seatlight tokens create" in wrong.sentence
    assert "slt_" not in wrong.err
    monkeypatch.delenv("SEATLIGHT_TOKEN")
    assert call(capfdbinary, "report").sentence == wrong.sentence
    far = call(capfdbinary, "report", "--server", "https://seatlight.example.org")
    assert (far.code, "seatlight tokens create" in far.sentence) == (2, True)


def test_whoever_listens_hears_the_reading_from_its_beginning(tmp_path: Path) -> None:
    """Before anything is known, while it is read, and once all is there."""
    with running(tmp_path, Setup(people=6)) as slow:
        server = Server(slow.url, new_token(slow, "listener", None), 0)
        listening = Listening(server, Asked("report", Ask()))
        listening.run()
        server.close()
        assert listening.failure is None
        assert listening.last.report is not None
        assert listening.last.report.complete
        assert not listening.last.progress.reading


def test_a_service_that_can_read_nothing_says_why(tmp_path: Path) -> None:
    """The vendor's refusal, as the service told it."""
    with running(tmp_path, Setup(people=6)) as broken:
        broken.box.stop()
        server = Server(broken.url, new_token(broken, "listener", None), 0)
        with pytest.raises(NotYetRead) as failure:
            list(server.heard(Asked("report", Ask())))
        server.close()
        assert "127.0.0.1" in failure.value.says


def test_pages_of_a_team_make_one_report(served: Running, token: str) -> None:
    """Rows in their order, each once, however many pages they came in."""
    server = Server(served.url, token, 0)
    reports = [list(server.heard(Asked("report", Ask(), page_rows=rows)))[-1].report for rows in (5, 100)]
    server.close()
    assert reports[0] is not None
    assert reports[1] is not None
    assert len(reports[1].tables[0].rows) > 15
    assert reports[0].document() == reports[1].document()


@pytest.mark.parametrize("name", ["tokens_by_day", "tokens_acceptance"])
def test_a_picture_of_a_service_is_drawn_here(name: str, tmp_path: Path, capfdbinary: Captured) -> None:
    """From the report that the service gives; it needs nothing else of it."""
    output = tmp_path / "picture.svg"
    done = call(capfdbinary, "team", "--project", "APP", "--picture", name, "--output", output)
    assert done.code == 0, done.err
    assert b"Mobile app, " in output.read_bytes()
