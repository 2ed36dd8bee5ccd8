"""Address rules: no address is bent without one."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter

from seatlight.actions.match_people import add_rule, decisions_of, remove_rule, rule_of
from seatlight.errors import WrongUsage
from seatlight.model.people import AddressRule, RuleKind
from seatlight.reports.listings import RULES, rule_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import Domain
from seatlight.surfaces.web.viewing import Viewing

AddressRules = document("AddressRules", "The address rules.", {"rules": row("AddressRuleRow", RULES)})
DomainQuery = Annotated[str, QueryParameter(min_length=1, max_length=253)]
OtherQuery = Annotated[str | None, QueryParameter(max_length=253)]


class WantedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: `plus_tag` for one domain, or `same_domain` for the vendor's domain and Jira's `other`."""

    kind: RuleKind
    domain: Domain
    other: Domain | None = None


@read("/people/rules", name="listAddressRules", summary="The address rules", answers={200: given(AddressRules)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Every address rule."""
    return listed(rule_list(decisions_of(viewing.actor, viewing.office()).rules), part)


@write("POST", "/people/rules", name="addAddressRule", summary="Add an address rule", status_code=201)
def add(viewing: NamedDependency[Viewing], data: JSONBody[WantedRule]) -> AddressRule:
    """The rule counts from the next report on; a second time changes nothing."""
    office = viewing.office()
    decisions_of(viewing.actor, office)  # Whoever may not hears nothing of the rule.
    rule = _rule(data.kind, data.domain, data.other)
    add_rule(viewing.actor, office, rule)
    return rule


@write("DELETE", "/people/rules", name="removeAddressRule", summary="Take an address rule away",
       answers={204: given(None, "It is gone.")})  # fmt: skip
def remove(
    viewing: NamedDependency[Viewing], kind: FromQuery[RuleKind], domain: DomainQuery, other: OtherQuery = None
) -> None:
    """The rule is named as it was added."""
    office = viewing.office()
    decisions_of(viewing.actor, office)
    remove_rule(viewing.actor, office, _rule(kind, domain, other))


def _rule(kind: RuleKind, domain: str, other: str | None) -> AddressRule:
    """The rule that is meant; WrongUsage for what is none."""
    if kind is RuleKind.PLUS_TAG:
        if other is not None:
            raise WrongUsage("A plus_tag rule is about one domain: leave out the other.")
        return rule_of(domain, None)
    return rule_of(None, (domain, other or ""))


ROUTES = Router(path="/", route_handlers=[show, add, remove], tags=["People"])
