"""Opaque tokens with which an app calls Jira as somebody: as itself, or as whoever looks at its page."""

import secrets
import threading


class AppTokens:
    """Tokens and whose they are, the same for an account until it is renewed or ended. Safe among threads.

    `length` is how many characters a new one has: real ones may have thousands.
    """

    def __init__(self, length: int = 900) -> None:
        self.length = length
        self._lock = threading.Lock()
        self._owners: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def token_of(self, account_id: str) -> str:
        """The token of an account, made when it is first asked for."""
        with self._lock:
            token = self._latest.get(account_id)
            return token or self._make(account_id)

    def renew(self, account_id: str) -> str:
        """Another token of an account; the earlier ones stay good, as those do that are handed out in advance."""
        with self._lock:
            return self._make(account_id)

    def end(self, account_id: str | None = None) -> None:
        """The tokens of an account, or of everybody, are accepted no longer."""
        with self._lock:
            ended = [token for token, owner in self._owners.items() if account_id in (None, owner)]
            for token in ended:
                self._latest.pop(self._owners.pop(token), None)

    def owner_of(self, authorization: str) -> str | None:
        """The account that a header acts as; None for one that shows none of these tokens."""
        with self._lock:
            return self._owners.get(authorization[7:]) if authorization.startswith("Bearer ") else None

    def _make(self, account_id: str) -> str:
        token = "eyJr" + secrets.token_urlsafe(self.length)[: self.length - 4]
        self._owners[token], self._latest[account_id] = account_id, token
        return token
