"""Which addresses are this very machine's."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether a host, by name or number, can be no other machine than this."""
    try:
        address = ip_address(host)
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def leads_here(url: str) -> bool:
    """Whether the host of a web address is this machine."""
    return is_loopback(urlsplit(url).hostname or "")
