"""Pseudonyms: names that stay the same at one site and tell nothing by themselves.

This is casual protection: whoever knows a colleague's token count still knows the row.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b

LETTERS = 8


def alias(site_id: str, developer_id: str) -> str:
    """What a developer is called at a site in place of the name: `Developer` and eight letters and digits."""
    digest = blake2b(developer_id.encode(), key=site_id.encode()[:64], digest_size=10).digest()
    return f"Developer {b32encode(digest).decode()[:LETTERS]}"
