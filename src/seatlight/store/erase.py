"""Erases one person from every table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import CompoundSelect, Connection, Select, Table, and_, delete, false, or_, select, union, update

from seatlight.errors import BadSecretKey, Conflict
from seatlight.model.people import Person
from seatlight.store import people
from seatlight.store.action import ERASED, Action
from seatlight.store.change import Change
from seatlight.store.naming import Named
from seatlight.store.schema import (
    audience_people,
    audiences,
    audit,
    grants,
    holds,
    imports,
    jira,
    kept_people,
    look_audiences,
    looks,
    matches,
    rejections,
    roster,
    rosters,
    sessions,
    settings,
    sign_ins,
    tokens,
    words,
)
from seatlight.store.seals import Seals

AT_ONCE = 500


def erase(change: Change, who: Named, seals: Seals | None) -> dict[str, int]:
    """Erase a person; gives by table how many rows were erased, changed or made nameless, where there were any.

    Whoever calls gives every address of that person. Rows of decisions, holds and rosters go; lines of the audit log
    and looks stay, without the name. Conflict where the site's Jira is reached with one of the addresses.
    """
    _see_login(change.connection, change.site_id, who)
    steps: dict[str, Callable[[], int]] = {
        "matches": lambda: _rows(change, matches, who),
        "rejections": lambda: _rows(change, rejections, who),
        "imports": lambda: _rows(change, imports, who),
        "holds": lambda: _rows(change, holds, who),
        "roster": lambda: _roster(change, who),
        "kept_people": lambda: _kept(change, who, seals),
        "settings": lambda: _settings(change, who),
        "grants": lambda: _grants(change, who),
        "tokens": lambda: _tokens(change, who),
        "sessions": lambda: _sessions(change, who),
        "sign_ins": lambda: _sign_ins(change, who),
    }
    counts = {table: count for table, step in steps.items() if (count := step())}
    counts |= _words(change, who)
    nameless = msgspec.structs.replace(change.deed, by=who.without(change.deed.by))
    Change(change.connection, change.site_id, nameless).note(Action.PERSON_ERASED, ERASED, **counts)
    return counts


def _see_login(connection: Connection, site_id: str, who: Named) -> None:
    """Conflict where Jira is reached as this person."""
    login = connection.scalar(select(jira.c.email).where(jira.c.site_id == site_id))
    if login is not None and who.is_in(login):
        raise Conflict("The site's Jira is reached with this person's address: connect it with another one first.")


def _rows(change: Change, table: Table, who: Named) -> int:
    """Delete the rows about the person."""
    account = table.c.account_id == who.account_id if who.account_id and "account_id" in table.c else false()
    about = or_(table.c.email.in_(who.emails), account)
    return change.connection.execute(delete(table).where(table.c.site_id == change.site_id, about)).rowcount


def _roster(change: Change, who: Named) -> int:
    """Forget when rosters were seen with the person, and when they were last seen at all.

    Else the next roster that still has the address would tell that it is new.
    """
    theirs = and_(roster.c.site_id == change.site_id, roster.c.email.in_(who.emails))
    seen_in = set(change.connection.scalars(select(roster.c.connection_id).where(theirs)))
    count = _rows(change, roster, who)
    seen = and_(rosters.c.site_id == change.site_id, rosters.c.connection_id.in_(seen_in))
    change.connection.execute(update(rosters).where(seen).values(seen_on=None, digest=None))
    return count


def _kept(change: Change, who: Named, seals: Seals | None) -> int:
    """Take the person out of the kept list; a list that cannot be unsealed goes as a whole."""
    site_id, connection = change.site_id, change.connection
    sealed = people.sealed_people(connection, site_id)
    if sealed is None:
        return 0
    try:
        kept = people.unsealed(site_id, sealed, seals) if seals else None
    except BadSecretKey:
        kept = None
    if seals is None or kept is None:
        return connection.execute(delete(kept_people).where(kept_people.c.site_id == site_id)).rowcount
    others = tuple(person for person in kept.everyone if not _is(person, who))
    notes = tuple(who.without(note) for note in kept.notes)
    count = len(kept.everyone) - len(others)
    if count or notes != kept.notes:
        people.keep(connection, site_id, msgspec.structs.replace(kept, everyone=others, notes=notes), seals)
    return count


def _is(person: Person, who: Named) -> bool:
    """Whether a person of the list is the one."""
    return (person.account_id is not None and person.account_id == who.account_id) or any(
        who.is_in(email) for email in person.emails
    )


def _settings(change: Change, who: Named) -> int:
    """Take the person out of settings that name them."""
    of_site = settings.c.site_id == change.site_id
    count = 0
    for key, value in change.connection.execute(select(settings.c.key, settings.c.value).where(of_site)).all():
        rest = who.taken_out(value)
        if who.is_in(key) or (rest is None and value is not None):
            change.connection.execute(delete(settings).where(of_site, settings.c.key == key))
        elif rest != value:
            change.connection.execute(update(settings).where(of_site, settings.c.key == key).values(value=rest))
        else:
            continue
        count += 1
    return count


def _grants(change: Change, who: Named) -> int:
    """Make nameless what the person opened."""
    of_site = grants.c.site_id == change.site_id
    names = change.connection.scalars(select(grants.c.granted_by).where(of_site).distinct())
    theirs = and_(of_site, grants.c.granted_by.in_([name for name in names if who.is_in(name)]))
    return change.connection.execute(update(grants).where(theirs).values(granted_by=ERASED)).rowcount


def _tokens(change: Change, who: Named) -> int:
    """Forget the tokens that act as the person, and make nameless those that only name them."""
    of_site = tokens.c.site_id == change.site_id
    count = 0
    for token_id, name, account_id, created_by in change.connection.execute(
        select(tokens.c.token_id, tokens.c.name, tokens.c.account_id, tokens.c.created_by).where(of_site)
    ).all():
        this = and_(of_site, tokens.c.token_id == token_id)
        nameless = {"name": who.without(name), "created_by": who.without(created_by)}
        if account_id is not None and account_id == who.account_id:
            change.connection.execute(delete(tokens).where(this))
        elif nameless != {"name": name, "created_by": created_by}:
            change.connection.execute(update(tokens).where(this).values(nameless))
        else:
            continue
        count += 1
    return count


def _sessions(change: Change, who: Named) -> int:
    """Sign the person out everywhere."""
    theirs = and_(sessions.c.site_id == change.site_id, sessions.c.account_id == who.account_id)
    return change.connection.execute(delete(sessions).where(theirs)).rowcount


def _sign_ins(change: Change, who: Named) -> int:
    """Forget sign-ins that would go on to a page of the person; whoever began one begins it again."""
    of_site = sign_ins.c.site_id == change.site_id
    begun = change.connection.execute(select(sign_ins.c.digest, sign_ins.c.return_to).where(of_site))
    naming = [digest for digest, return_to in begun if who.is_in(return_to)]
    return change.connection.execute(delete(sign_ins).where(of_site, sign_ins.c.digest.in_(naming))).rowcount


def _words(change: Change, who: Named) -> dict[str, int]:
    """Take the name out of every word of the audit log; gives how many of its lines and how many looks lost one."""
    connection, of_site = change.connection, words.c.site_id == change.site_id
    every = connection.execute(select(words.c.word_id, words.c.text).where(of_site).execution_options(yield_per=1000))
    naming: dict[int, str] = {word_id: text for word_id, text in every if who.is_in(text)}
    for word_id, text in naming.items():
        this = and_(of_site, words.c.word_id == word_id)
        connection.execute(update(words).where(this).values(text=who.without(text), digest=None))
    lines: set[int] = set()
    seen: set[int] = set()
    for start in range(0, len(naming), AT_ONCE):
        some = list(naming)[start : start + AT_ONCE]
        _forget_audiences(connection, change.site_id, some)
        lines.update(connection.scalars(_lines_with(change.site_id, some)))
        seen.update(connection.scalars(_looks_with(change.site_id, some)))
    return {table: len(rows) for table, rows in (("audit", lines), ("looks", seen)) if rows}


def _forget_audiences(connection: Connection, site_id: str, people_: Sequence[int]) -> None:
    """Forget by what the sets of people that hold these are found: the digest of a set of one tells whom it holds."""
    holding = and_(audience_people.c.site_id == site_id, audience_people.c.word_id.in_(people_))
    these = audiences.c.audience_id.in_(select(audience_people.c.audience_id).where(holding))
    connection.execute(update(audiences).where(audiences.c.site_id == site_id, these).values(digest=None))


def _lines_with(site_id: str, some: Sequence[int]) -> Select[int]:
    """The lines of the audit log that hold one of these words."""
    holding = or_(*(column.in_(some) for column in (audit.c.by_id, audit.c.about_id, audit.c.details_id)))
    return select(audit.c.entry_id).where(audit.c.site_id == site_id, holding)


def _looks_with(site_id: str, some: Sequence[int]) -> CompoundSelect[int]:
    """The looks that were by one of these, named one in their report, or showed one."""
    named = or_(looks.c.by_id.in_(some), looks.c.report_id.in_(some))
    showed = and_(
        look_audiences.c.site_id == site_id,
        look_audiences.c.audience_id == audience_people.c.audience_id,
        audience_people.c.site_id == site_id,
        audience_people.c.word_id.in_(some),
    )
    return union(
        select(looks.c.look_id).where(looks.c.site_id == site_id, named), select(look_audiences.c.look_id).where(showed)
    )
