"""Who asks is decided before anything is read, and no way leads to usage without a Scope."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import seatlight
from seatlight.actions.admit_sites import (
    WantedInstallation,
    allow_installation,
    erase_site,
    list_sites,
    remove_installation,
)
from seatlight.actions.asked import NOTHING_THERE, Asked, scope_of
from seatlight.actions.check import check_setup
from seatlight.actions.connect import disconnect
from seatlight.actions.deps import Deps, GuardedUsage
from seatlight.actions.give_tokens import WantedToken, create_token, list_tokens, revoke_token
from seatlight.actions.grant_access import (
    all_projects,
    allow_project,
    deny_project,
    look_beforehand,
    open_projects,
    roles_of_project,
)
from seatlight.actions.guard import action
from seatlight.actions.hold_seat import add_hold, end_hold, list_holds
from seatlight.actions.known_address import see_address
from seatlight.actions.look_around import projects_to_see, who_am_i
from seatlight.actions.match_people import (
    confirm_match,
    decisions_of,
    list_accounts,
    list_people,
    reject_match,
    unmatch,
)
from seatlight.actions.preview_rules import preview_rules
from seatlight.actions.read_audit import audit_log, erase_person, looks_at
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.set_rules import list_settings, reseal, set_setting, unset_setting
from seatlight.actions.show import show_report, show_seats, show_team
from seatlight.actions.show_picture import show_picture
from seatlight.actions.tell_privacy import Surroundings, tell_privacy
from seatlight.actions.window import Ask
from seatlight.config import load
from seatlight.errors import Refused, WrongUsage
from seatlight.model.access import OPERATOR, Actor, ActorKind, Form, Permission, Scope
from seatlight.model.checks import Check
from seatlight.model.governance import Hold
from seatlight.model.people import People, Person
from seatlight.model.report import Column, ColumnKind, Report, Table
from seatlight.model.rules import SiteRules
from seatlight.model.window import Window
from seatlight.ports import Need, Watcher
from seatlight.surfaces.cli.progress import Silent
from seatlight.tables.snapshot import Snapshot

SOURCE = Path(seatlight.__file__).parent
CHARLIE = Actor(ActorKind.OPERATOR, "charlie")
"""Somebody who says to be an operator, and is not the one."""
OUTSIDER = Actor(ActorKind.PERSON, "outsider", "outsider", "another-site")
JOB = Actor(ActorKind.JOB, "job")
STRANGERS = (CHARLIE, OUTSIDER, JOB)


class Touched(AssertionError):
    """Something was read that nobody had allowed."""


class Nothing:
    """A usage that must not be read."""

    def reach(self, answers: Window) -> Window:
        raise Touched

    def refresh(self, need: Need, watcher: Watcher, *, anew: bool = False) -> None:
        raise Touched

    def known(self, need: Need) -> Snapshot | None:
        raise Touched

    def covered(self) -> tuple[int, int]:
        raise Touched

    def stop(self) -> None:
        raise Touched


class NobodysPeople:
    """People that must not be read."""

    remote = True

    def known(self) -> People | None:
        raise Touched

    def people(self, *, anew: bool = False) -> People | None:
        raise Touched

    def search(self, email: str) -> tuple[Person, ...]:
        raise Touched


def checks() -> list[Check]:
    raise Touched


def forbidden() -> Deps:
    """A world in which every look is a failure of the test."""
    return Deps(
        clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        usage=GuardedUsage(Nothing()),
        people=NobodysPeople(),
        checks=checks,
        reach_days=90,
        rules=lambda: SiteRules(load({}).tiers),
    )


REPORT = Report(
    {"freshness": {"complete": True, "notes": []}},
    (Table("by_day", "By day", (Column("day", ColumnKind.TEXT, "Day"),), [{"day": "1"}]),),
)

NOWHERE = Surroundings((), keeps_totals=False, reads=())
VERBS: dict[str, Callable[[Actor, Deps], object]] = {
    "show the report": lambda actor, deps: show_report(actor, deps, Ask()),
    "show a project": lambda actor, deps: show_report(actor, deps, Ask(project="APP")),
    "show the seats": lambda actor, deps: show_seats(actor, deps, Ask()),
    "show the team": lambda actor, deps: show_team(actor, deps, Ask()),
    "show a picture": lambda actor, deps: show_picture(actor, deps, Ask(), name="pie"),
    "preview thresholds": lambda actor, deps: preview_rules(actor, deps, {"limits.grace_days": "20"}),
    "refresh": lambda actor, deps: refresh_usage(actor, deps, Ask(), Silent()),
    "check": check_setup,
    "open a project": lambda actor, deps: allow_project(actor, deps, "APP"),
    "close a project": lambda actor, deps: deny_project(actor, deps, "APP"),
    "list open projects": open_projects,
    "list all projects": all_projects,
    "list roles": lambda actor, deps: roles_of_project(actor, deps, "APP"),
    "look beforehand": lambda actor, deps: look_beforehand(actor, deps, "APP"),
    "disconnect": lambda actor, deps: disconnect(actor, deps, "cursor"),
    "add a hold": lambda actor, deps: add_hold(actor, deps, Hold("a@example.org", date(2026, 12, 31))),
    "end a hold": lambda actor, deps: end_hold(actor, deps, "a@example.org"),
    "list holds": list_holds,
    "list people": lambda actor, deps: list_people(actor, deps, Silent()),
    "list accounts": list_accounts,
    "tell of privacy": lambda actor, deps: tell_privacy(actor, deps, NOWHERE),
    "confirm": lambda actor, deps: confirm_match(actor, deps, "a@example.org", "a"),
    "reject": lambda actor, deps: reject_match(actor, deps, "a@example.org", "a"),
    "unmatch": lambda actor, deps: unmatch(actor, deps, "a@example.org"),
    "read decisions": decisions_of,
    "list settings": list_settings,
    "set": lambda actor, deps: set_setting(actor, deps, "limits.grace_days", "20"),
    "unset": lambda actor, deps: unset_setting(actor, deps, "limits.grace_days"),
    "reseal": reseal,
    "read the log": audit_log,
    "see who asks": who_am_i,
    "name an address": lambda actor, _: see_address(actor, "https://192.0.2.1", ()),
    "read looks": lambda actor, deps: looks_at(actor, deps, "a"),
    "erase": lambda actor, deps: erase_person(actor, deps, "a", ()),
    "make a token": lambda actor, deps: create_token(actor, deps, WantedToken("nightly", actor.account_id)),
    "list tokens": list_tokens,
    "revoke a token": lambda actor, deps: revoke_token(actor, deps, "nightly"),
    "list sites": list_sites,
    "allow an installation": lambda actor, deps: allow_installation(actor, deps, WantedInstallation(*"abcd")),
    "remove an installation": lambda actor, deps: remove_installation(actor, deps, "a"),
    "erase a site": erase_site,
}
"""Everything that can be done, as one calls it."""
SAYS_WHAT_IS_MISSING = {"show a project", "tell of privacy", "see who asks", "name an address"}
"""Where nothing is connected, which these find first; what they would tell is nothing of the site."""


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda actor: actor.name)
@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_is_refused_before_anything_is_read(verb: str, stranger: Actor) -> None:
    """Whatever the action: no usage, no people, no database, no vendor."""
    with pytest.raises((Refused, WrongUsage)) as refusal:
        VERBS[verb](stranger, forbidden())
    assert isinstance(refusal.value, Refused) or verb in SAYS_WHAT_IS_MISSING


def test_a_refusal_says_the_same_whatever_its_reason() -> None:
    """The reason is beside it, for whoever administers the site."""
    refusals = []
    for stranger in STRANGERS:
        with pytest.raises(Refused) as refusal:
            show_report(stranger, forbidden(), Ask())
        refusals.append(refusal.value)
    assert {refusal.says for refusal in refusals} == {NOTHING_THERE}
    assert {refusal.reason for refusal in refusals} == {
        "Nobody knows who asks.",
        "Whoever asks belongs to another site.",
    }


def test_a_refusal_looks_like_nothing_there() -> None:
    """Unknown and forbidden have the same status from outside."""
    assert (Refused.status, Refused.exit_code) == (404, 1)


def test_every_action_is_in_the_list_of_this_test() -> None:
    """Each public function of the room of verbs that takes an actor is tried with strangers."""
    found = {
        function.name
        for path in (SOURCE / "actions").glob("*.py")
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if any(argument.arg == "actor" for argument in function.args.args)
    }
    tried = {name for name in found if any(name in _names_in(verb) for verb in VERBS.values())}
    deciders = {"admit", "scope_of", "office", "note_look"}
    tells_nothing = {"projects_to_see", "connections_to_see"}
    same_door = {"connect_vendor", "connect_jira", "disconnect_jira", "replace_key", "list_connections",
                 "import_people", "add_rule", "remove_rule", "looks_at_me"}  # fmt: skip
    assert found - tried - deciders - same_door - tells_nothing == set()


def _names_in(verb: object) -> set[str]:
    code = getattr(verb, "__code__", None)
    return {getattr(verb, "__name__", ""), *(code.co_names if code else ())}


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda actor: actor.name)
def test_a_stranger_is_told_of_no_project(stranger: Actor) -> None:
    """The list is empty, as it is where none is open."""
    assert projects_to_see(stranger, forbidden()) == ()


def test_the_doors_that_take_more_are_closed_as_well() -> None:
    """They begin with the same words: the office is opened for whoever may, before anything else."""
    rooms = "connect match_people read_audit set_rules hold_seat grant_access give_tokens admit_sites"
    for name in rooms.split():
        tree = ast.parse((SOURCE / "actions" / f"{name}.py").read_text())
        for function in tree.body:
            takes_actor = isinstance(function, ast.FunctionDef) and any(
                argument.arg == "actor" for argument in function.args.args
            )
            if isinstance(function, ast.FunctionDef) and takes_actor:
                first = next(node for node in function.body if not isinstance(node, ast.Expr) or not _is_text(node))
                called = {node.func.id for node in ast.walk(first) if _is_call(node)}  # type: ignore[attr-defined]
                assert called & {"office", "scope_of"}, f"{name}.{function.name}"


def _is_text(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant)


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product, by its place."""
    for path in SOURCE.rglob("*.py"):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text())


def test_only_the_room_of_access_makes_a_scope() -> None:
    """No other line of the product calls Scope, nor makes one by way of a copy."""
    makers = {
        place
        for place, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Scope"
    }
    assert makers == {"access/decide.py"}


def test_usage_is_wired_behind_its_lock_only() -> None:
    """The ledger is made in one place, where it is put behind the lock; nothing else holds one."""
    holders = {place for place, tree in modules() for node in ast.walk(tree)
               if isinstance(node, ast.Name) and node.id == "Ledger"}  # fmt: skip
    assert holders == {"wiring/world.py"}
    tree = ast.parse((SOURCE / "actions" / "deps.py").read_text())
    deps = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Deps")
    usage = next(node for node in deps.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "usage")
    assert ast.unparse(usage.annotation) == "GuardedUsage"


def test_what_is_no_scope_opens_nothing() -> None:
    """Neither nothing at all, nor something that looks like a scope, nor one that is about settings."""
    days = Window(date(2026, 11, 1), date(2026, 11, 2))
    need = Need(reach=days, events=days, as_of=datetime(2026, 11, 2, tzinfo=UTC), decides=days, answers=days)
    usage = GuardedUsage(Nothing())
    for wrong in (None, "operator", object(), Scope("alice", Permission.ADMIN, form=Form.NOTHING)):
        with pytest.raises(Refused):
            usage.known(wrong, need)  # type: ignore[arg-type]
        with pytest.raises(Refused):
            usage.refresh(wrong, need, Silent())  # type: ignore[arg-type]
    with pytest.raises(Touched):
        usage.known(Scope("operator"), need)


def test_an_action_is_a_function_that_takes_a_scope() -> None:
    """Its caller gives an actor in its place; name and docstring stay."""
    given: list[Scope] = []

    def show_it(scope: Scope, _deps: Deps, _ask: Ask, more: int) -> Report:
        """Shows it."""
        given.append(scope)
        return REPORT.with_rows("by_day", [{"day": more}])

    guarded = action(shows="it")(show_it)
    assert guarded(OPERATOR, forbidden(), Ask(), 7).table("by_day").rows == [{"day": 7}]
    assert given == [Scope("operator")]
    assert (guarded.__name__, guarded.__doc__) == ("show_it", "Shows it.")


def test_what_an_action_gives_is_cut_to_its_scope() -> None:
    """A report that was cut to somebody else's is never given out."""
    someone = Scope("alice", accounts=frozenset({"a"}))

    def show_it(_scope: Scope, _deps: Deps, _ask: Ask) -> Report:
        """Shows what was made for somebody else."""
        return replace(REPORT, cut_for=someone)

    with pytest.raises(Refused, match="made for somebody else"):
        action(shows="it")(show_it)(OPERATOR, forbidden(), Ask())


def test_the_operator_is_let_in_without_a_site() -> None:
    """With a key alone there is nobody else to ask."""
    assert scope_of(OPERATOR, forbidden(), Asked()) == Scope("operator")
