"""What is true of the Jira site, in clean form."""

import msgspec


class JiraAccount(msgspec.Struct, frozen=True):
    """An account; `email` is the address that others see, in lower case, null where they see none."""

    account_id: str
    name: str
    email: str | None
    active: bool
    deleted: bool
    kind: str


class JiraProject(msgspec.Struct, frozen=True):
    """A project: accounts by role with groups expanded, deactivated ones included; who can be assigned; who sees it.

    At the site itself only the first thousand accounts are looked at for who can be assigned.
    """

    key: str
    id: int
    lead: str
    roles: dict[str, list[str]]
    assignable: list[str]
    browsers: list[str]


class JiraFacts(msgspec.Struct, frozen=True):
    """The whole truth about the site; `owner_of` gives every address of the team its account, null for nobody's."""

    accounts: list[JiraAccount]
    owner_of: dict[str, str | None]
    projects: list[JiraProject]
    admins: list[str]
