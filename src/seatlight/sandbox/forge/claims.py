"""What invocation tokens say: of the app, its installation, the place in Jira, and who looks."""

import secrets
from typing import Any
from uuid import UUID

import msgspec

from seatlight.sandbox.jira.accounts import Account, digest_of
from seatlight.sandbox.jira.projects import Project

ISSUER = "forge/invocation-token"
LIFE_SECONDS = 25
SITE_URL = "https://example.atlassian.net"
APP_NAME, APP_VERSION = "Seatlight", "2.0.1"
ECOSYSTEM = "ari:cloud:ecosystem::"
MODULES = {
    "project-page": "jira:projectPage",
    "project-settings": "jira:projectSettingsPage",
    "admin-page": "jira:adminPage",
    "personal-page": "jira:personalSettingsPage",
}
"""The app's pages by their keys, each with its kind; those of a project come first."""
EVENTS, SCHEDULE = "on-install", "hourly"
"""The keys of its trigger and of its schedule."""


class App(msgspec.Struct, frozen=True):
    """An app at a site. The ids are whole; after a reinstall `installation_id` is another."""

    app_id: str
    environment_id: str
    installation_id: str
    cloud_id: str
    api_base_url: str
    environment_type: str = "PRODUCTION"


def make_app(seed: int, cloud_id: str, url: str, installed: int = 1) -> App:
    """The app of a sandbox, the same for a seed, installed so many times."""
    app = uuid_of(f"forge/app/{seed}")
    return App(
        app_id=f"{ECOSYSTEM}app/{app}",
        environment_id=f"{ECOSYSTEM}environment/{app}/{uuid_of(f'forge/environment/{seed}')}",
        installation_id=f"{ECOSYSTEM}installation/{uuid_of(f'forge/installation/{seed}/{installed}')}",
        cloud_id=cloud_id,
        api_base_url=f"{url}/ex/jira/{cloud_id}",
    )


def app_account(seed: int) -> Account:
    """The account that the app acts as by itself."""
    return Account(f"712020:{uuid_of(f'forge/account/{seed}')}", APP_NAME, kind="app")


def uuid_of(text: str) -> UUID:
    """An id, the same for the same text."""
    return UUID(bytes=digest_of(text), version=4)


def standard(app: App, now: float) -> dict[str, Any]:
    """The claims that every token has, made at an instant."""
    begins = int(now)
    times = {"iat": begins, "nbf": begins, "exp": begins + LIFE_SECONDS}
    return {"iss": ISSUER, "aud": app.app_id, **times, "jti": secrets.token_hex(20)}


def of_app(app: App, module_type: str, module_key: str) -> dict[str, Any]:
    """The claims about the app and its installation."""
    told = {"name": "jira", "apiBaseUrl": app.api_base_url, "cloudId": app.cloud_id}
    return {
        "id": app.app_id,
        "version": "16",
        "appVersion": APP_VERSION,
        "installationId": app.installation_id,
        "apiBaseUrl": app.api_base_url,
        "environment": {"type": app.environment_type, "id": app.environment_id},
        "module": {"type": module_type, "key": module_key},
        "installation": {"id": app.installation_id, "contexts": [told]},
    }


def of_page(app: App, now: float, account_id: str, module_key: str, project: Project | None) -> dict[str, Any]:
    """The claims of a call that a page makes for whoever looks at it; `project` is where the page stands."""
    told, context = of_app(app, MODULES[module_key], module_key), context_of(app, account_id, module_key, project)
    return {**standard(app, now), "app": told, "context": context, "principal": account_id}


def context_of(app: App, account_id: str, module_key: str, project: Project | None) -> dict[str, Any]:
    """Where in Jira a page stands, and who looks at it."""
    place: dict[str, Any] = {"type": MODULES[module_key]}
    if project:
        place["project"] = {"id": str(project.project_id), "key": project.key, "type": "software"}
    return {
        "cloudId": app.cloud_id,
        "siteUrl": SITE_URL,
        "moduleKey": module_key,
        "localId": f"{ECOSYSTEM}extension/{app.app_id.rpartition('/')[2]}/static/{module_key}",
        "accountId": account_id,
        "accountType": "licensed",
        "extension": place,
    }


def of_trigger(app: App, now: float, module_key: str) -> dict[str, Any]:
    """The claims of an event or a schedule, which nobody looks at."""
    context = {"cloudId": app.cloud_id, "siteUrl": SITE_URL, "moduleKey": module_key}
    return {**standard(app, now), "app": of_app(app, "core:endpoint", module_key), "context": context}
