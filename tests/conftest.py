"""The house rules of every test: no network but loopback, and the same examples on every run."""

import gc
import ipaddress
import sys

import pytest
from hypothesis import HealthCheck, Phase, settings

LONGEST = [
    "test_page_in_browser.py",
    "test_settings_in_browser.py",
    "test_faults.py",
    "test_ending.py",
    "test_changes_count_at_once.py",
    "test_quirks_and_sizes.py",
    "test_outputs.py",
    "test_stateful.py",
    "test_in_jira.py",
    "test_refresh.py",
]
"""Files that take longest, as `pytest --durations` has them; each is one worker's from its first test to its last."""
CONNECTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOKS_UP = {"socket.getaddrinfo", "socket.gethostbyname"}

settings.register_profile(
    "quick",
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    # Making a failing example small can take minutes; `make soak` does it.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("soak", max_examples=1000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Few fixed examples in `make test`, many random ones in `make soak`."""
    settings.load_profile("soak" if config.option.markexpr == "soak" else "quick")
    sys.addaudithook(shut_the_network)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: to look through it for waste again and again costs a twentieth."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that at the end no worker is alone with one of them."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))


def shut_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuses every address outside this machine, with an error that no code of ours expects."""
    if event in CONNECTS:
        address = arguments[1]
        if isinstance(address, tuple) and not stays_here(str(address[0])):
            raise AssertionError(f"A test reached for {address[0]}: tests may only talk to loopback.")
    elif event in LOOKS_UP and not stays_here(arguments[0]):
        raise AssertionError(f"A test looked up {arguments[0]!r}: tests may only talk to loopback.")


def stays_here(host: object) -> bool:
    """Whether a host is this machine; names under `.invalid` exist nowhere and may fail to be found."""
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name == "localhost" or name.endswith(".invalid"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
