"""Who may see what, over the whole matrix: 9 kinds of people, 5 permissions, 5 modes of the site, 6 of the project."""

import msgspec
import pytest

from seatlight.access import Circumstances, Reason, Refusal, decide
from seatlight.model.access import OPERATOR, Actor, ActorKind, Form, Mode, Permission, Question, Scope
from seatlight.model.site import Grant, ProjectMembers, Standing
from tests.access.matrix import ANA, APP, BEN, ME, OTHER_SITE, SITE, Case, asked, cases, expected

MEMBER = Standing(ME, APP.project_id, browses=True, member=True)
MEMBERS = ProjectMembers(APP, frozenset({ME, ANA, BEN}), "people in the role Developers")
ACTOR = Actor(ActorKind.PERSON, "me", ME, SITE)
OPEN = Circumstances(SITE, Mode.MEMBERS, 5, Grant(APP.project_id, APP.key, APP.name), MEMBER, MEMBERS)
IN_APP = Question(Permission.VIEW, APP.project_id)


@pytest.mark.parametrize("permission", list(Permission))
def test_every_cell_of_the_matrix_is_as_the_table_says(permission: Permission) -> None:
    """All the others of the cell crossed; a wrong one is named."""
    wrong = []
    for case in cases():
        if case.permission is not permission:
            continue
        found = decide(*asked(case))
        told = (found.accounts, found.form) if isinstance(found, Scope) else None
        if told != expected(case):
            wrong.append((case, told, expected(case)))
    assert wrong == []


def test_the_matrix_has_cells_of_every_outcome() -> None:
    """Seen by name, by pseudonym, in groups, nothing, and refused: none of them is missing from the test."""
    outcomes = {told[1] if (told := expected(case)) else None for case in cases()}
    assert outcomes == {None, *Form}


def test_a_project_only_narrows_what_its_site_allows() -> None:
    """With a mode of its own nobody sees more than without."""
    for case in cases():
        plain = decide(*asked(case._replace(project_mode=None)))
        narrowed = decide(*asked(case))
        if isinstance(narrowed, Scope):
            assert isinstance(plain, Scope)
            assert plain.accounts is None or (narrowed.accounts or frozenset()) <= plain.accounts


def test_a_scope_carries_who_asked_and_for_what() -> None:
    """So that the audit log and the cut know."""
    found = decide(ACTOR, IN_APP, OPEN)
    assert found == Scope("me", Permission.VIEW, SITE, APP.project_id, MEMBERS.accounts)


@pytest.mark.parametrize("kind", [ActorKind.JOB, ActorKind.PERSON, ActorKind.OPERATOR])
def test_whoever_is_not_known_gets_nothing(kind: ActorKind) -> None:
    """A job, a person without an account, somebody who says to be an operator: for every permission, own use too."""
    stranger = Actor(kind, "charlie", None, SITE)
    for permission in Permission:
        for own in (True, False):
            found = decide(stranger, Question(permission, None, own), Circumstances(SITE))
            assert found == Refusal(Reason.STRANGER)


def test_what_jira_says_of_another_account_does_not_count() -> None:
    """The standing of a Jira admin does not help whoever is none."""
    of_another = msgspec.structs.replace(MEMBER, account_id=ANA, jira_admin=True)
    at = msgspec.structs.replace(OPEN, standing=of_another)
    assert decide(ACTOR, IN_APP, at) == Refusal(Reason.NO_STANDING)


def test_what_jira_says_of_another_project_does_not_count() -> None:
    """Neither the standing, nor the grant, nor the members."""
    elsewhere = msgspec.structs.replace(APP, project_id="10001", key="WEB")
    for at, reason in (
        (
            msgspec.structs.replace(OPEN, standing=msgspec.structs.replace(MEMBER, project_id="10001")),
            Reason.NO_STANDING,
        ),
        (msgspec.structs.replace(OPEN, grant=Grant("10001", "WEB", "Web")), Reason.NOT_OPEN),
        (
            msgspec.structs.replace(OPEN, members=msgspec.structs.replace(MEMBERS, project=elsewhere)),
            Reason.MEMBERS_UNKNOWN,
        ),
    ):
        assert decide(ACTOR, IN_APP, at) == Refusal(reason)


def test_a_jira_that_says_nothing_lets_nobody_in() -> None:
    """No standing, or members that could not be read: refused."""
    assert decide(ACTOR, IN_APP, msgspec.structs.replace(OPEN, standing=None)) == Refusal(Reason.NO_STANDING)
    assert decide(ACTOR, IN_APP, msgspec.structs.replace(OPEN, members=None)) == Refusal(Reason.MEMBERS_UNKNOWN)


def test_somebody_of_another_site_is_refused_at_once() -> None:
    """Whatever that site says; and so is anybody where there is no site."""
    foreign = msgspec.structs.replace(ACTOR, site_id=OTHER_SITE)
    assert decide(foreign, IN_APP, OPEN) == Refusal(Reason.WRONG_SITE)
    assert decide(ACTOR, IN_APP, msgspec.structs.replace(OPEN, site_id=None)) == Refusal(Reason.WRONG_SITE)
    nowhere = msgspec.structs.replace(ACTOR, site_id=None)
    assert decide(nowhere, IN_APP, msgspec.structs.replace(OPEN, site_id=None)) == Refusal(Reason.WRONG_SITE)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"grant": None}, Reason.NOT_OPEN),
        ({"standing": Standing(ME, APP.project_id, member=True)}, Reason.CANNOT_BROWSE),
        ({"standing": Standing(ME, APP.project_id, browses=True)}, Reason.NOT_A_MEMBER),
        ({"mode": Mode.LEADS}, Reason.NOT_A_LEAD),
    ],
)
def test_the_reason_of_a_refusal_is_told_to_admins(changes: dict[str, object], reason: Reason) -> None:
    """Each is a sentence of its own."""
    assert decide(ACTOR, IN_APP, msgspec.structs.replace(OPEN, **changes)) == Refusal(reason)
    assert reason.value.endswith(".")


def test_the_operator_sees_everybody_or_one_project() -> None:
    """The holder of the vendor's key holds its answer; with a project it is that project's members, open or not."""
    assert decide(OPERATOR, Question(), Circumstances()) == Scope("operator")
    members = Circumstances(SITE, members=MEMBERS)
    found = decide(OPERATOR, IN_APP, members)
    assert found == Scope("operator", Permission.VIEW, SITE, APP.project_id, MEMBERS.accounts)
    assert decide(OPERATOR, IN_APP, Circumstances(SITE)) == Refusal(Reason.MEMBERS_UNKNOWN)


def test_roles_that_cannot_be_read_let_nobody_in_but_jira_admins() -> None:
    """Those who stand in may be more people than an admin allowed: neither members nor leads see them."""
    stand_ins = msgspec.structs.replace(MEMBERS, stands_in=True)
    for rights, let_in in (({"member": True}, False), ({"lead": True}, False), ({"jira_admin": True}, True)):
        standing = Standing(ME, APP.project_id, browses=True, **rights)
        found = decide(ACTOR, IN_APP, msgspec.structs.replace(OPEN, members=stand_ins, standing=standing))
        assert isinstance(found, Scope) is let_in
        assert let_in or found == Refusal(Reason.ROLES_UNREAD)
    assert isinstance(decide(OPERATOR, IN_APP, Circumstances(SITE, members=stand_ins)), Scope)


def test_groups_are_never_of_fewer_than_two() -> None:
    """Whatever a site was made to say, a group of one is nobody's privacy."""
    at = msgspec.structs.replace(OPEN, mode=Mode.GROUPS, group_of=0)
    found = decide(ACTOR, IN_APP, at)
    assert isinstance(found, Scope)
    assert (found.form, found.group_of) == (Form.GROUPS, 2)


def test_one_sees_oneself_without_jira_being_asked() -> None:
    """Own use needs no open project and no standing; deciding on it does."""
    at = Circumstances(SITE, Mode.GROUPS)
    assert decide(ACTOR, Question(own=True), at) == Scope("me", Permission.VIEW, SITE, None, frozenset({ME}))
    assert decide(ACTOR, Question(Permission.REVIEW, own=True), at) == Refusal(Reason.OWN_IS_SEEN)


def test_cells_with_the_same_answer_are_many() -> None:
    """The matrix is as large as it says, so that nothing was skipped."""
    assert sum(1 for _ in cases()) == 9 * 5 * 5 * 6 * 16
    assert isinstance(next(cases()), Case)
