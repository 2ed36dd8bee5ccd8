"""Projects, their roles, and the groups that play roles."""

from collections.abc import Iterable, Sequence

import msgspec

from seatlight.sandbox.cast import CAST
from seatlight.sandbox.jira.accounts import group_id_of
from seatlight.sandbox.jira.staff import Staff
from seatlight.sandbox.team import SECOND_NUMBER, Member

ROLE_IDS = {"Developers": 10001, "Administrators": 10002, "atlassian-addons-project-access": 10003, "Viewers": 10004}
SQUAD = 25
FIRST_SQUAD_ID = 20_000
APP_DIRECT = ("steady", "power_user", "low_acceptance", "tab_only", "hidden_address")
APP_GROUP = (
    "never_started", "churned", "bursty", "no_use_seen", "declining", "growing", "auto_apply", "alias", "left",
)  # fmt: skip
WEB_DIRECT = ("power_user", "premium_overuser")
WEB_GROUP = (
    "joined_20_used", "joined_5_unused", "joined_20_unused", "plateaued", "removed", "weekend", "joined_12_unused",
    "mixed_kinds", "request_plan",
)  # fmt: skip
OPS_ASSIGNABLE = ("bursty", "plateaued", "removed_billed")
"""Who of the cast is where; `returned` and `free_owner` are nowhere."""


class Group(msgspec.Struct):
    """A group of the site and its members' account ids, in order."""

    group_id: str
    name: str
    members: list[str]


class Role(msgspec.Struct):
    """A role of a project: account ids and ids of groups."""

    role_id: int
    name: str
    people: list[str]
    groups: list[str]


class Project(msgspec.Struct):
    """A project; `assignable` may be assigned beside its people, `guests` may browse it beside them.

    `barred` may not browse it whatever else they are.
    """

    project_id: int
    key: str
    name: str
    lead: str
    roles: dict[str, Role]
    assignable: set[str]
    guests: set[str]
    barred: set[str]


class Draft:
    """Projects and groups as they are made."""

    def __init__(self, staff: Staff, members: Sequence[Member]) -> None:
        self.groups: dict[str, Group] = {}
        self.projects: dict[str, Project] = {}
        self._staff = staff
        self._deleted = {account.account_id for account in staff.accounts if account.deleted}
        self._cast = {one.character: one.number for one in members if one.number < len(CAST)}

    def cast(self, *characters: str) -> list[str]:
        """The accounts of these characters, as far as the team has them and they have one."""
        numbers = [self._cast[character] for character in characters if character in self._cast]
        return self.having(numbers)

    def having(self, numbers: Iterable[int]) -> list[str]:
        """The accounts of members by number; whose account was deleted is nowhere any more."""
        found = [self._staff.ids[number] for number in numbers if number in self._staff.ids]
        return [account_id for account_id in found if account_id not in self._deleted]

    def seatless(self, place: int) -> str:
        """One of the people without a seat, the admin where there are not so many."""
        return self._staff.seatless[place] if place < len(self._staff.seatless) else self._staff.admin

    def group(self, name: str, members: list[str]) -> str:
        """A new group; gives its id."""
        group = Group(group_id_of(name), name, members)
        self.groups[group.group_id] = group
        return group.group_id

    def project(self, project_id: int, key: str, name: str, lead: str, *roles: Role) -> Project:
        """A new project that our account may browse, with the two roles that every project has."""
        every = {"Administrators": make_role("Administrators"), "Developers": make_role("Developers")}
        every |= {role.name: role for role in roles}
        self.projects[key] = Project(project_id, key, name, lead, every, set(), {self._staff.admin}, set())
        return self.projects[key]


def make_role(name: str, people: Iterable[str] = (), groups: Iterable[str] = ()) -> Role:
    """A role of a project."""
    return Role(ROLE_IDS[name], name, list(people), list(groups))


def make_projects(staff: Staff, members: Sequence[Member]) -> Draft:
    """The five projects of the cast and one for every 25 people after it."""
    draft = Draft(staff, members)
    add_app(draft, staff)
    add_web(draft, staff)
    ops = draft.project(10002, "OPS", "Operations", draft.seatless(2))
    ops.assignable |= {*draft.cast(*OPS_ASSIGNABLE), draft.seatless(2)}
    partner = draft.seatless(3)
    draft.project(10003, "HR", "People and culture", partner, make_role("Developers", [partner, draft.seatless(0)]))
    draft.project(10004, "NEW", "New venture", staff.admin)
    add_squads(draft, [member.number for member in members])
    admins = [staff.admin, *draft.cast("free_owner")]
    draft.group("jira-administrators", admins)
    draft.group("jira-software-users", [one.account_id for one in staff.accounts if one.kind == "atlassian"])
    return draft


def add_app(draft: Draft, staff: Staff) -> None:
    """APP: direct people and a group, led by the steady owner."""
    developers = draft.group("app-developers", draft.cast(*APP_GROUP))
    administrators = draft.group("app-administrators", [draft.seatless(0)])
    lead = [*draft.cast("steady"), draft.seatless(0)][0]
    draft.project(
        10000, "APP", "Mobile app", lead,
        make_role("Developers", draft.cast(*APP_DIRECT), [developers]),
        make_role("Administrators", groups=[administrators]),
        make_role("Viewers", [draft.seatless(1)]),
        make_role("atlassian-addons-project-access", staff.apps[:1]),
    )  # fmt: skip


def add_web(draft: Draft, staff: Staff) -> None:
    """WEB: overlaps with APP in the power user alone."""
    developers = draft.group("web-developers", draft.cast(*WEB_GROUP))
    administrators = draft.group("web-administrators", [draft.seatless(1)])
    lead = [*draft.cast("premium_overuser"), draft.seatless(1)][0]
    draft.project(
        10001, "WEB", "Website", lead,
        make_role("Developers", draft.cast(*WEB_DIRECT), [developers]),
        make_role("Administrators", groups=[administrators]),
        make_role("atlassian-addons-project-access", staff.apps[:1]),
    )  # fmt: skip


def add_squads(draft: Draft, numbers: list[int]) -> None:
    """P01 and so on: 25 people each of those after the cast, through groups; a rest is nowhere."""
    drawn = [number for number in numbers if len(CAST) <= number < SECOND_NUMBER]
    for count in range(1, len(drawn) // SQUAD + 1):
        people = draft.having(drawn[(count - 1) * SQUAD : count * SQUAD])
        key = f"P{count:02d}"
        group = draft.group(f"{key.lower()}-developers", people)
        lead = people[0] if people else draft.seatless(0)
        draft.project(FIRST_SQUAD_ID + count, key, f"Squad {count}", lead, make_role("Developers", groups=[group]))
