"""The named cast, in the order in which a growing team meets it, and the mix of everybody after."""

import msgspec

from seatlight.sandbox import habits as h


class Character(msgspec.Struct, frozen=True):
    """A person with a story; the `_ago` numbers are days before the first one, `second` is another own address."""

    key: str
    name: str
    email: str
    habit: h.Habit
    role: str = "member"
    added_ago: int | None = None
    removed_ago: int | None = None
    listed: bool = True
    second: str | None = None


CAST: tuple[Character, ...] = (
    Character("steady", "Tomas Berg", "tomas.berg@example.org", h.STEADY, role="owner"),
    Character("power_user", "Hana Sato", "hana.sato@example.org", h.POWER),
    Character("never_started", "Priya Raman", "priya.raman@example.org", h.NEVER, added_ago=40),
    Character("churned", "Chen Wei", "chen.wei@example.org", h.CHURNED),
    Character("bursty", "Luca Moretti", "luca.moretti@example.org", h.BURSTY),
    Character("low_acceptance", "Marta Kowalska", "marta.kowalska@example.org", h.LOW_ACCEPTANCE),
    Character("returned", "Yusuf Demir", "yusuf.demir@example.org", h.RETURNED),
    Character("no_use_seen", "Ines Duarte", "ines.duarte@example.org", h.NEVER),
    Character("declining", "Aoife Byrne", "aoife.byrne@example.org", h.DECLINING),
    Character("growing", "Kwame Boateng", "kwame.boateng@example.org", h.GROWING),
    Character("auto_apply", "Sofia Lindqvist", "sofia.lindqvist@example.org", h.AUTO_APPLY),
    Character("tab_only", "Diego Fuentes", "diego.fuentes@example.org", h.TAB_ONLY),
    Character("joined_20_used", "Noor Haddad", "noor.haddad@example.org", h.JOINED_USED, added_ago=20),
    Character("joined_5_unused", "Mikkel Holm", "mikkel.holm@example.org", h.NEVER, added_ago=5),
    Character("joined_20_unused", "Leilani Kahale", "leilani.kahale@example.org", h.NEVER, added_ago=20),
    Character("stopped_long_ago", "Piotr Zieliński", "piotr.zielinski@example.org", h.STOPPED_LONG),
    Character("plateaued", "Grace Wambui", "grace.wambui@example.org", h.PLATEAUED),
    Character("premium_overuser", "Étienne Roche", "etienne.roche@example.org", h.PREMIUM),
    Character("removed", "Wren Adeyemi", "wren.adeyemi@example.org", h.REMOVED, removed_ago=6),
    Character("left", "Jonas Keller", "jonas.keller@example.org", h.LEFT, removed_ago=9, listed=False),
    Character("alias", "Mei-Ling Tan", "mei.ling.tan@example.org", h.ALIAS, second="mtan@labs.example.org"),
    Character("free_owner", "Ruth Abramson", "ruth.abramson@example.org", h.NEVER, role="free-owner"),
    Character("hidden_address", "Bilal Qureshi", "bilal.qureshi@example.org", h.HIDDEN),
    Character("automated", "Anouk de Vries", "anouk.devries@example.org", h.AUTOMATED),
    Character("removed_billed", "Rafael Souza", "rafael.souza@example.org", h.REMOVED_BILLED, removed_ago=14),
    Character("weekend", "Sanna Mäkelä", "sanna.makela@example.org", h.WEEKEND),
    Character("joined_12_unused", "Thabo Nkosi", "thabo.nkosi@example.org", h.NEVER, added_ago=12),
    Character("mixed_kinds", "Ivana Horvat", "ivana.horvat@example.org", h.MIXED_KINDS),
    Character("request_plan", "Arjun Mehta", "arjun.mehta@example.org", h.REQUEST_PLAN),
)

SERVICE_ACCOUNT = Character("service_account", "Nightly checks", "night-runner@example.org", h.SERVICE, listed=False)
SERVICE_FROM_PEOPLE = 8

# Weights of the stories that everybody after the cast is drawn from: about one in ten is idle.
MIX: tuple[tuple[int, str], ...] = (
    (300, "steady"),
    (160, "bursty"),
    (110, "plateaued"),
    (70, "power_user"),
    (60, "declining"),
    (60, "growing"),
    (50, "auto_apply"),
    (40, "tab_only"),
    (30, "low_acceptance"),
    (20, "premium_overuser"),
    (15, "joined_20_used"),
    (10, "removed"),
    (10, "returned"),
    (5, "weekend"),
    (25, "churned"),
    (20, "stopped_long_ago"),
    (20, "no_use_seen"),
    (15, "never_started"),
    (5, "joined_5_unused"),
)
