"""The facts of a world."""

from seatlight.sandbox.facts import Facts, Spend
from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.truth import make_jira_facts
from seatlight.sandbox.roster import seat_changes
from seatlight.sandbox.setup import instant_text
from seatlight.sandbox.team import people_of
from seatlight.sandbox.world import World


def make_facts(world: World, company: Company | None = None) -> Facts:
    """The facts of a world as it is now, with the late events of the quirk that will have arrived.

    Those of Jira are what its site was made as, unless `company` is a site that may have changed since.
    """
    with world.lock:
        company = company or Company(world.setup, world.members)
        return facts_of(world.after_late_events() if world.late_due else world, company)


def facts_of(world: World, company: Company) -> Facts:
    """Everything the APIs can tell of a world."""
    moment, days = world.moment, world.moment.days()
    rows = [row for day in days for member in world.members for row in world.rows(member, day)]
    return Facts(
        now=instant_text(moment.now),
        today=moment.today.isoformat(),
        reach_days=moment.reach_days,
        seed=world.setup.seed,
        people=people_of(world.setup),
        quirks=sorted(world.setup.quirks),
        roster=[line.entry for line in world.roster],
        seat_changes=seat_changes(world.members, moment),
        days=[row for row in rows if row.says_anything()],
        events=[event for day in days for event in world.events_on(day)],
        spend=Spend(instant_text(moment.cycle_start), [world.spend_of(member) for member in world.spenders()]),
        jira=make_jira_facts(company, world.setup.jira_quirks),
    )
