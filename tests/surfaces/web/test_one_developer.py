"""One developer over the API: everything adds up to the row of the report, and nobody sees more than there."""

from typing import Any

import pytest

from tests.surfaces.web.living import HANA, NOOR, TOMAS, YUSUF, Here

Row = dict[str, Any]
SUMS = (
    "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events",
    "suggestions_shown", "suggestions_accepted",
)  # fmt: skip


def one(here: Here, row: Row, who: str | None = None, query: str = "") -> Row:
    """The document of a developer."""
    return here.document(f"/developer?developer_id={row['developer_id']}{query}", who)


@pytest.mark.parametrize("days", [30, 7, 90])
def test_days_and_models_of_everybody_add_up_to_their_row(days: int, here: Here) -> None:
    """Every amount of every developer, in windows that were read in full."""
    here.get(f"/report?days={days}")
    assert here.worlds.world(here.site.site_id).reading.wait(20)
    for row in here.document(f"/report?days={days}&size=1000")["developers"]:
        document = one(here, row, query=f"&days={days}")
        by_day, by_model = document["by_day"], document["by_model"]
        assert document["developers"] == [row]
        assert len(by_day) == days
        assert {key: sum(day[key] or 0 for day in by_day) for key in SUMS} == {key: row[key] or 0 for key in SUMS}
        assert sum(day["active"] for day in by_day) == row["active_days"]
        assert sum(model["total_tokens"] for model in by_model) == row["total_tokens"]
        assert sum(day["spend_cents"] for day in by_day) == pytest.approx(row["spend_cents"])
        assert sum(model["spend_cents"] for model in by_model) == pytest.approx(row["spend_cents"])


def test_days_that_were_not_read_are_unknown_and_not_zero(here: Here) -> None:
    """Before the first day whose events are known, amounts are null; the daily rows are known further back."""
    row = next(one for one in here.document("/report?size=1000")["developers"] if one["name"] == "Hana Sato")
    document = one(here, row, query="&days=89")
    known_since = document["developers"][0]["usage_known_since"]
    for day in document["by_day"]:
        assert (day["total_tokens"] is None) == (known_since is None or day["day"] < known_since)
        assert day["active"] is not None


def test_a_member_opens_whoever_the_report_shows_and_nobody_else(here: Here) -> None:
    """Noor is in WEB alone: in APP she is nobody, and a stranger opens nobody at all."""
    rows = {row["name"]: row for row in here.document("/report?size=1000")["developers"]}
    names = here.names("/report?project=APP", HANA)
    for name in names:
        assert one(here, rows[name], HANA, "&project=APP")["developers"][0]["name"] == name
    noor = next(row for row in rows.values() if row["email"] == NOOR)
    path = f"/developer?developer_id={noor['developer_id']}"
    assert here.get(f"{path}&project=APP", HANA).status_code == 404
    assert here.get(f"{path}&project=APP", TOMAS).content == here.get(f"{path}x&project=APP", TOMAS).content
    assert here.get(path, YUSUF).status_code == 404


def test_a_pseudonym_is_opened_by_its_own_id_alone(here: Here) -> None:
    """The id that names lead to is nobody's there, and no address is told."""
    real = next(row for row in here.document("/report?size=1000")["developers"] if row["name"] == "Hana Sato")
    with here.mode("pseudonyms"):
        shown = here.document("/report?project=WEB", NOOR)["developers"]
        assert here.get(f"/developer?project=WEB&developer_id={real['developer_id']}", NOOR).status_code == 404
        found = one(here, shown[0], NOOR, "&project=WEB")
        assert found["developers"] == [shown[0]]
        assert found["developers"][0]["email"] is None


def test_groups_have_nobody_to_open(here: Here) -> None:
    """Whoever is asked for: there is no such developer."""
    real = next(row for row in here.document("/report?size=1000")["developers"] if row["name"] == "Hana Sato")
    with here.mode("groups"):
        assert here.get(f"/developer?project=WEB&developer_id={real['developer_id']}", NOOR).status_code == 404


def test_opening_somebody_is_a_look_at_them_alone(here: Here) -> None:
    """The audit log names the one person, not everybody of the report."""
    rows = {row["email"]: row for row in here.document("/report?size=1000")["developers"]}
    hana, tomas = (rows[email]["jira_account_id"] for email in (HANA, TOMAS))
    before = looks_of(here, hana), looks_of(here, tomas)
    for _ in range(3):
        one(here, rows[HANA])
    assert (looks_of(here, hana), looks_of(here, tomas)) == (before[0] + 3, before[1])


def looks_of(here: Here, account: str) -> int:
    """How often somebody's own page was opened."""
    looks = here.store.looks_at(here.site.site_id, account)
    return sum(look.times for look in looks if look.report == "a developer")


def test_what_was_decided_is_told_to_whoever_sees_the_address(here: Here) -> None:
    """A hold with its days and reason, and a confirmed match; nothing where addresses are not shown."""
    rows = {row["name"]: row for row in here.document("/report?size=1000")["developers"]}
    hana = rows["Hana Sato"]
    assert one(here, hana)["decided"] == []
    hold = {"email": HANA, "reason": "leave", "starts_on": "2026-11-02", "until": "2035-12-04"}
    assert here("POST", "/holds", json=hold).status_code == 201
    try:
        told = one(here, hana, HANA, "&project=APP")["decided"]
        with here.mode("pseudonyms"):
            veiled = here.document("/report?project=APP", HANA)["developers"]
            hidden = [one(here, row, HANA, "&project=APP")["decided"] for row in veiled]
    finally:
        here("POST", "/holds/end", json={"email": HANA})
    assert told == [{"decision": "hold", **hold}]
    assert hidden
    assert not any(hidden)
    assert one(here, rows["Tomas Berg"])["decided"] == []
