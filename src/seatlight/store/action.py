"""The words of the audit log for what was done."""

from __future__ import annotations

from enum import StrEnum

ERASED = "(erased)"
"""What stands in the log where the name of an erased person stood."""


class Action(StrEnum):
    """What a line of the audit log tells of; a closed list."""

    SITE_ADDED = "site_added"
    JIRA_SET = "jira_set"
    JIRA_REMOVED = "jira_removed"
    CONNECTION_ADDED = "connection_added"
    KEY_REPLACED = "key_replaced"
    CONNECTION_REMOVED = "connection_removed"
    PROJECT_OPENED = "project_opened"
    PROJECT_CHANGED = "project_changed"
    PROJECT_CLOSED = "project_closed"
    MATCH_CONFIRMED = "match_confirmed"
    MATCH_REJECTED = "match_rejected"
    MATCH_FORGOTTEN = "match_forgotten"
    ADDRESSES_IMPORTED = "addresses_imported"
    RULE_ADDED = "rule_added"
    RULE_REMOVED = "rule_removed"
    HOLD_ADDED = "hold_added"
    HOLD_ENDED = "hold_ended"
    SETTING_CHANGED = "setting_changed"
    PERSON_ERASED = "person_erased"
    SECRETS_RESEALED = "secrets_resealed"
    TOKEN_CREATED = "token_created"  # noqa: S105  a word of the log
    TOKEN_REVOKED = "token_revoked"  # noqa: S105  a word of the log
    INSTALLATION_ALLOWED = "installation_allowed"
    INSTALLATION_GONE = "installation_gone"
    INSTALLATION_REFUSED = "installation_refused"
    INSTALLATION_BACK = "installation_back"
    LOOKED = "looked"
    """Somebody looked at people's data; kept as looks and shown among the lines."""
