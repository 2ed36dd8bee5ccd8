"""One call of every route, with everything in it that has to be there."""

from typing import Any, NamedTuple

from seatlight.charts.pictures import PICTURES


class Call(NamedTuple):
    """A request: what it asks, what it sends, and who may have it done besides the operator."""

    method: str
    path: str
    body: Any = None
    open_to: str = "admins"
    """`admins`, `everybody` who has credentials, `nobody` but the operator, or whom a `report` is open to."""


HANA_ID = "61a54d2e5b0ba5d0"
"""The developer_id of Hana, which follows from her account."""
FORMS = ("csv", "xlsx", "parquet", "md", "json")
SEEN_BY_ALL = (
    "/me",
    "/me/looks",
    "/me/connections",
    "/projects",
    "/columns",
    "/meanings",
    "/pictures",
    "/privacy",
    "/settings/meanings",
)
EVERYBODY = [Call("GET", path, open_to="everybody") for path in SEEN_BY_ALL]
REPORTS = [
    *(Call("GET", f"/{name}", open_to="report") for name in ("report", "seats", "team")),
    *(Call("GET", f"/{name}.{form}", open_to="report") for name in ("report", "seats", "team") for form in FORMS),
    *(Call("GET", f"/pictures/{name}", open_to="report") for name in ("seat_map", *PICTURES)),
    *(Call("GET", f"/pictures/acceptance/{form}", open_to="report") for form in ("svg", "png")),
    Call("GET", "/packed", open_to="report"),
    Call("GET", f"/developer?developer_id={HANA_ID}", open_to="report"),
    Call("POST", "/refresh", {}, open_to="report"),
]
LISTS = [
    Call("GET", path)
    for path in (
        "/people",
        "/people/accounts",
        "/people/rules",
        "/holds",
        "/grants",
        "/grants/projects",
        "/grants/APP/roles",
        "/settings",
        "/connections",
        "/tokens",
        "/audit",
    )
]
WRITES = [
    Call("POST", "/people/lookup", {}),
    Call("POST", "/people/confirm", {"email": "shared@example.org", "account_id": None}),
    Call("POST", "/people/reject", {"email": "shared@example.org", "account_id": "somebody"}),
    Call("POST", "/people/unmatch", {"email": "shared@example.org"}),
    Call("POST", "/people/import", {"csv": "email,seat_since\nhana.sato@example.org,2026-01-31\n"}),
    Call("POST", "/people/erase", {"emails": ["somebody@example.org"]}, open_to="nobody"),
    Call("POST", "/people/rules", {"kind": "plus_tag", "domain": "example.org"}),
    Call("DELETE", "/people/rules?kind=plus_tag&domain=example.org"),
    Call("POST", "/holds", {"email": "yusuf.demir@example.org", "until": "2035-01-31", "reason": "leave"}),
    Call("POST", "/holds/end", {"email": "yusuf.demir@example.org"}),
    Call("POST", "/grants/OPS/beforehand", {"roles": ["Developers"]}),
    Call("PUT", "/grants/OPS", {"mode": "leads"}),
    Call("DELETE", "/grants/OPS"),
    Call("POST", "/settings/preview", {"values": {"limits.grace_days": 21}}),
    Call("PUT", "/settings/limits.grace_days", {"value": 21}),
    Call("DELETE", "/settings/limits.grace_days"),
    Call("POST", "/connections", {"name": "labs", "key": "{key}"}),
    Call("PUT", "/connections/labs/key", {"key": "{key}"}),
    Call("DELETE", "/connections/labs"),
    Call("PUT", "/jira", {"url": "{url}", "email": "{email}", "token": "{token}"}),
    Call("POST", "/checks"),
    Call("POST", "/tokens", {"name": "mine", "permissions": ["view"]}),
    Call("DELETE", "/tokens/mine"),
    Call("POST", "/audit/looks", {"person": "hana.sato@example.org"}),
    Call("DELETE", "/jira"),
]
"""In an order in which each finds what it needs."""
ALL = [*EVERYBODY, *REPORTS, *LISTS, *WRITES]
MADE = {"/people/rules", "/holds", "/connections", "/tokens"}
EMPTY = {"/people/reject", "/people/unmatch", "/holds/end"}


def expected(call: Call) -> int:
    """The status of a call that went well."""
    path = call.path.partition("?")[0]
    if call.method == "DELETE" and not path.startswith("/settings/"):
        return 204
    if call.method == "POST":
        return 201 if path in MADE else 204 if path in EMPTY else 202 if path == "/refresh" else 200
    return 200


def filled(body: Any, values: dict[str, str]) -> Any:
    """The body with what a sandbox has in its places."""
    if not isinstance(body, dict):
        return body
    return {
        key: value.format(**values) if isinstance(value, str) and "{" in value else value for key, value in body.items()
    }
