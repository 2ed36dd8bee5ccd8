"""Address rules: which other addresses an address is, where an admin said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seatlight.model.people import AddressRule, RuleKind


@dataclass(frozen=True, eq=False)
class Rules:
    """The rules by domain: where a plus-tag says nothing, and which domains have the same people."""

    tagged: frozenset[str] = frozenset()
    same: dict[str, list[str]] = field(default_factory=dict)

    def others(self, email: str) -> tuple[str, ...]:
        """Every other address that this one is, one rule after another; sorted, empty where no rule applies."""
        found = {email}
        new = [email]
        while new:
            reached = self._steps(new.pop()) - found
            found |= reached
            new += reached
        return tuple(sorted(found - {email}))

    def _steps(self, email: str) -> set[str]:
        """What one rule makes of an address."""
        local, _, domain = email.rpartition("@")
        reached = {f"{local}@{other}" for other in self.same.get(domain, ())}
        untagged, tag, _ = local.partition("+")
        if tag and untagged and domain in self.tagged:
            reached.add(f"{untagged}@{domain}")
        return reached if local else set()


def rules_of(written: Sequence[AddressRule]) -> Rules | None:
    """The rules ready for use; None where nobody wrote one."""
    if not written:
        return None
    same: dict[str, list[str]] = {}
    for rule in written:
        if rule.kind is RuleKind.SAME_DOMAIN and rule.other:
            same.setdefault(rule.domain, []).append(rule.other)
    return Rules(frozenset(rule.domain for rule in written if rule.kind is RuleKind.PLUS_TAG), same)
