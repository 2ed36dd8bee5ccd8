"""Who is signed in at the stand-alone service, and who is about to be."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

IDLE = timedelta(hours=8)
"""A session that nobody used for so long is over."""
LONGEST = timedelta(days=7)
"""A session is over then, however much it is used."""
SIGN_IN = timedelta(minutes=10)
"""So long somebody may take to sign in."""


class Session(msgspec.Struct, frozen=True):
    """Somebody who signed in at a site; their cookie's value is kept nowhere.

    `last_seen_at` is right to a minute; `expires_at` is the end that no use puts off.
    """

    session_id: str
    account_id: str
    site_id: str
    opened_at: datetime
    last_seen_at: datetime
    expires_at: datetime


class SignIn(msgspec.Struct, frozen=True):
    """A sign-in that has begun and counts once: what the provider's answer is held against, and where to go then.

    `nonce` has to come back in the ID token, `verifier` goes with the code (PKCE). Neither is worth anything without
    the code, which the provider gives to the browser alone. `return_to` is a path of ours.
    """

    site_id: str
    nonce: str
    verifier: str
    return_to: str
    expires_at: datetime


def begun_session(session_id: str, account_id: str, site_id: str, at: datetime) -> Session:
    """The session of somebody who signs in at that instant."""
    return Session(session_id, account_id, site_id, at, at, at + LONGEST)


def is_over(session: Session, at: datetime, idle: timedelta = IDLE) -> bool:
    """Whether a session no longer counts at that instant: its end has come, or nobody used it for so long."""
    return at >= session.expires_at or at - session.last_seen_at >= idle
