"""`seatlight team --picture`: a file, or the sentence why not."""

from pathlib import Path

import pytest

from tests.surfaces.commands import call

Captured = pytest.CaptureFixture[bytes]


@pytest.mark.parametrize(("name", "begins"), [("tokens_by_day.png", b"\x89PNG"), ("acceptance.svg", b"<svg")])
def test_a_picture_is_written_by_its_ending(
    name: str, begins: bytes, tmp_path: Path, config: Path, capfdbinary: Captured
) -> None:
    """Nothing goes to stdout."""
    picture, output = name.partition(".")[0], tmp_path / name
    done = call(capfdbinary, "team", "--picture", picture, "--output", output, "--theme", "dark", "--config", config)
    assert (done.code, done.out) == (0, b"")
    assert output.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "such as acceptance.png."),
        (("--output", "a.csv"), "such as acceptance.png."),
        (("--output", "a.png", "--table", "by_day"), "leave --format and --table out."),
        (("--output", "a.png", "--format", "csv"), "leave --format and --table out."),
        (("--output", "none/a.png"), "the folder does not exist"),
    ],
)
def test_where_a_picture_cannot_go_is_told_before_anything_is_read(
    more: tuple[str, ...],
    says: str,
    config: Path,
    capfdbinary: Captured,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """One sentence, and no file."""
    monkeypatch.chdir(tmp_path)
    done = call(capfdbinary, "team", "--picture", "acceptance", *more, "--config", config)
    assert done.code in {1, 2}
    assert says in done.sentence
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_picture_is_named_with_those_there_are(config: Path, capfdbinary: Captured) -> None:
    """By the options themselves."""
    done = call(capfdbinary, "team", "--picture", "pie", "--output", "a.png", "--config", config)
    assert done.code == 2
    assert "tokens_by_day" in done.sentence
