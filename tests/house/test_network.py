"""Tests run with the network shut: only loopback answers."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "203.0.113.9"])
def test_an_address_outside_is_refused_with_a_sentence(host: str) -> None:
    """Neither a connection nor a single packet leaves."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as packets,
        pytest.raises(AssertionError, match="only talk to loopback"),
    ):
        packets.sendto(b"x", (host, 9))
    with socket.socket() as stream, pytest.raises(AssertionError, match="only talk to loopback"):
        stream.connect((host, 9))


def test_a_name_outside_is_not_looked_up() -> None:
    """Not even the name is asked for."""
    with pytest.raises(AssertionError, match="looked up"):
        socket.create_connection(("api.example.org", 443))


def test_a_name_that_exists_nowhere_fails_as_it_does_outside() -> None:
    """So that the sentence for a wrong host name can be tested."""
    with pytest.raises(OSError):  # noqa: PT011 - the number differs from system to system
        socket.getaddrinfo("nowhere.invalid", 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_loopback_can_be_reached(host: str) -> None:
    """Real connections are what our tests are made of."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1]), timeout=5).close()
