"""The document that describes the API, served as JSON: no page of it loads anything from elsewhere."""

from __future__ import annotations

from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme, Tag

from seatlight import __version__

DESCRIPTION = (
    "Who really uses the AI coding seats a company pays for. Reports come at once with what is known; while "
    "`progress.reading` is true or `freshness.complete` is false, ask again every few seconds. What somebody may not "
    "see and what is not there look the same. Every failure is a problem document (RFC 9457) whose `detail` is a "
    "sentence for a person."
)
TAGS = (
    ("Me", "Who asks, what is open to them, who looked at them."),
    ("Reports", "What is known now; what is missing is read in the background, once for all who look."),
    ("Pictures", "What reports look like: rows, a sentence, a spec to draw them by, and files."),
    ("Exports", "Reports as files, with every row that fits."),
    ("People", "Which Jira person each address of the vendor is."),
    ("Holds", "Seats that no finding touches for a while."),
    ("Grants", "Which projects show a report, and to whom."),
    ("Settings", "Thresholds, prices, privacy, model tiers."),
    ("Connections", "The vendors' teams, the site's Jira, and whether they work."),
    ("Tokens", "What programs ask with."),
    ("Audit", "Who changed what, who looked at whom."),
    ("Sign-in", "Sessions of people who signed in with a browser, at `/sign-in`."),
    ("Operation", "Whether the service lives, and whether it can serve."),
)
SECURITY = [{"token": list[str]()}, {"session": list[str]()}]
"""How every route of the API is asked; whether the service lives may be asked by anybody."""
TOKEN = SecurityScheme(type="http", scheme="bearer", description="An API token: seatlight tokens create, or /tokens.")

SESSION = SecurityScheme(
    type="apiKey",
    name="__Host-seatlight",
    security_scheme_in="cookie",
    description="Whoever signed in; what changes something needs the header X-CSRF-Token as well.",
)


def openapi() -> OpenAPIConfig:
    """What of the document does not come from the routes themselves."""
    return OpenAPIConfig(
        title="Seatlight",
        version=__version__,
        description=DESCRIPTION,
        license=License("Apache-2.0", identifier="Apache-2.0"),
        tags=[Tag(name, description=says) for name, says in TAGS],
        components=Components(security_schemes={"token": TOKEN, "session": SESSION}),
        path="/api",
        use_handler_docstrings=True,
        render_plugins=[JsonRenderPlugin(path=["/", "/openapi.json"])],
    )
