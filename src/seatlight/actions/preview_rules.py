"""Whom other thresholds would affect, by what is known and under the Scope of whoever asks; nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from seatlight.actions.deps import Deps
from seatlight.actions.guard import action
from seatlight.actions.office import office
from seatlight.actions.show import known_report
from seatlight.actions.window import Ask
from seatlight.errors import WrongUsage
from seatlight.model.access import Actor, Form, Scope
from seatlight.model.report import Report
from seatlight.model.site_settings import applied, read_value
from seatlight.reports.affected import affected_report

PREVIEWED = "limits."


def preview_rules(actor: Actor, deps: Deps, values: Mapping[str, str]) -> Report:
    """The developers whose state or signals other thresholds would change, over the usual window.

    BadSetting for a value that cannot be, WrongUsage for a setting that changes no finding; NotYetRead before anything
    is known. Where the one who asks may see groups only, nothing is told of anybody.
    """
    office(actor, deps)
    return _changes(actor, deps, Ask(), _read(values))


def _read(values: Mapping[str, str]) -> Mapping[str, Any]:
    """The values as they would be stored."""
    others = [key for key in values if not key.startswith(PREVIEWED)]
    if others or not values:
        raise WrongUsage("Only thresholds can be tried beforehand: name one such as limits.grace_days.")
    return {key: read_value(key, text) for key, text in values.items()}


@action(shows="whom thresholds affect")
def _changes(scope: Scope, deps: Deps, ask: Ask, values: Mapping[str, Any]) -> Report:
    rules = applied(deps.rules(), values)
    before = known_report(scope, deps, ask)
    after = known_report(scope, replace(deps, rules=lambda: rules), ask)
    told = () if scope.form is Form.GROUPS else (before.tables[0].rows, after.tables[0].rows)
    return affected_report(before, after, *told)
