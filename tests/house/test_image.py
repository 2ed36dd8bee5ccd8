"""The image and what stands around it: built from the checkout by hashes, run by nobody special, no secret in it."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
KNOWN = frozenset("FROM WORKDIR ENV COPY RUN USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD".split())
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their words, lines that go on joined."""
    whole = re.sub(r"\\\n\s*", "", DOCKERFILE)
    lines = [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def pins(name: str) -> dict[str, str]:
    """What a lock pins, by package."""
    return dict(PIN.findall((ROOT / name).read_text()))


def test_the_dockerfile_has_only_instructions_that_we_know() -> None:
    """No ADD, which fetches from the net, and no ARG, which is kept in the image."""
    assert {name for name, _ in steps()} <= KNOWN


def test_the_image_is_run_by_somebody_who_is_not_root() -> None:
    """By number, so that whoever runs it can see that; set in the last stage."""
    names = [name for name, _ in steps()]
    last = steps()[len(names) - 1 - names[::-1].index("FROM") :]
    users = [words for name, words in last if name == "USER"]
    assert users
    assert all(re.fullmatch(r"[1-9]\d{3,}", user) for user in users)
    assert [name for name, _ in last].index("USER") < [name for name, _ in last].index("ENTRYPOINT")


def test_every_image_is_of_a_version() -> None:
    """None is whatever is newest on that day."""
    bases = [words.split()[0] for name, words in steps() if name == "FROM"]
    images = re.findall(r"^\s+image: (\S+)$", COMPOSE, re.MULTILINE)
    assert len(bases) == 2
    for image in [*bases, *images]:
        assert ":" in image
        assert not image.endswith(":latest")


def test_packages_of_the_image_are_installed_by_hash_and_ready_built() -> None:
    """What is installed without hashes comes from no registry at all."""
    for command in re.findall(r"pip (?:install|wheel) [^&]+", " && ".join(words for _, words in steps())):
        assert "--require-hashes --only-binary :all:" in command or "--no-index" in command, command


def test_the_image_says_itself_whether_it_is_healthy() -> None:
    """By what it brings: there is no curl in it."""
    check = next(words for name, words in steps() if name == "HEALTHCHECK")
    assert "/ready" in check
    assert '"python"' in check


def test_nothing_but_what_is_built_from_goes_into_the_image() -> None:
    """Everything is left out, but for what the Dockerfile copies."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    let_in = {line[1:] for line in lines if line.startswith("!")}
    copied = {
        word for name, words in steps() if name == "COPY" and "--from" not in words for word in words.split()[:-1]
    }
    assert lines[0] == "*"
    assert let_in == copied
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE, (ROOT / "docs/operate/nginx.conf").read_text()])
def test_no_secret_stands_in_what_starts_the_service(text: str) -> None:
    """Secrets are files that are named."""
    assert not re.search(r"(?i)(password|secret_key|api_key|token)\s*[:=]\s*[\"']?[A-Za-z0-9+/_-]{8,}", text)
    assert "_FILE: /run/secrets/" in COMPOSE


@pytest.mark.parametrize("lock", ["requirements-build.lock", "requirements-serve.lock"])
def test_locks_of_the_image_agree_with_the_lock_of_the_tests(lock: str) -> None:
    """What is tested is what runs."""
    tested, image = pins("requirements.lock"), pins(lock)
    assert image
    assert {name: version for name, version in image.items() if tested.get(name, version) != version} == {}
    text = (ROOT / lock).read_text()
    assert len(re.findall(r"==", text)) <= text.count("--hash=")


def test_the_lock_of_the_image_has_all_that_the_service_needs() -> None:
    """Each dependency of the project and of the extras that the image has."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(one for name in ("postgres", "serve", "xlsx") for one in extras[name])]
    names = {re.split(r"[\[><=~! ]", one)[0].lower() for one in wanted}
    assert names - pins("requirements-serve.lock").keys() == set()


def test_compose_wires_its_parts_together() -> None:
    """It is YAML; each part waits until the one before is healthy, and each secret has its file."""
    parts = yaml.safe_load(COMPOSE)
    services = parts["services"]
    assert set(services) == {"seatlight", "database", "proxy"}
    assert services["seatlight"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["proxy"]["depends_on"]["seatlight"]["condition"] == "service_healthy"
    assert {name for one in services.values() for name in one["secrets"]} == set(parts["secrets"])
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]
    assert services["seatlight"]["read_only"] is True
