"""What Forge's own validator lets pass in `forge/manifest.yml`, and what ours has to say beyond it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from scripts.checks.tree import Finding, Tree

MANIFEST = Path("forge/manifest.yml")
GUIDE = Path("docs/forge.md")
LIFECYCLE = Path("src/seatlight/surfaces/web/routes/lifecycle.py")
PERMISSIONS = {
    "hasProjectPermission": {"BROWSE_PROJECTS", "ADMINISTER_PROJECTS"},
    "hasGlobalPermission": {"ADMINISTER"},
}
"""The permissions that the service asks Jira for as well; another one in a condition would mean something else."""
TOKENS = {"appUserToken": "read:app-user-token", "appSystemToken": "read:app-system-token"}
ICON = "resource:"
Manifest = Mapping[str, Any]
Fault = tuple[str, str]
"""A word of the line where it is, and what to do about it."""


def check(tree: Tree) -> Iterator[Finding]:
    """Each fault of the app's manifest; none in a checkout without one."""
    if MANIFEST not in tree.paths:
        return
    text = tree.text(MANIFEST)
    for word, says in faults(yaml.safe_load(text), tree):
        line = next((number for number, line in enumerate(text.splitlines(), 1) if word in line), 1)
        yield Finding(MANIFEST, line, says)


def faults(manifest: Manifest, tree: Tree) -> Iterator[Fault]:
    """Each fault of a manifest that lies in `forge/` of a checkout."""
    yield from plain_addresses(manifest)
    yield from tokens_without_scope(manifest)
    yield from pages_without_viewer(manifest)
    yield from unopened_remotes(manifest)
    yield from unknown_permissions(manifest)
    yield from absent_icons(manifest, tree)
    yield from open_policies(manifest)
    yield from unheard_events(manifest, tree)
    yield from unexplained_scopes(manifest, tree)


def plain_addresses(manifest: Manifest) -> Iterator[Fault]:
    """Remotes that are called without encryption, by an address of their own or by a variable's default."""
    for remote in manifest.get("remotes", []):
        base = remote.get("baseUrl", "")
        for address in base.values() if isinstance(base, dict) else [base]:
            if address and not address.startswith(("https://", "${")):
                yield address, f"the remote {remote['key']} is called at {address}: it needs https://"
    for variable in manifest.get("environment", {}).get("variables", []):
        default = variable.get("default", "") if isinstance(variable, dict) else ""
        if default.startswith("http://"):
            yield default, f"the variable {variable['key']} stands for {default} unless set: it needs https://"


def tokens_without_scope(manifest: Manifest) -> Iterator[Fault]:
    """Tokens that are switched on and never come, and scopes for tokens that nobody switches on."""
    scopes = scopes_of(manifest)
    for token, scope in TOKENS.items():
        wanting = [one["key"] for one in modules(manifest, "endpoint") if is_on(one, token)]
        if wanting and scope not in scopes:
            yield token, f"{token} of the endpoint {wanting[0]} comes only with the scope {scope}"
        if scope in scopes and not wanting:
            yield scope, f"no endpoint has {token}, so the scope {scope} is not needed"


def pages_without_viewer(manifest: Manifest) -> Iterator[Fault]:
    """Pages whose calls would not tell who looks, and events that would not bring the app's own token."""
    endpoints = {one["key"]: one for one in modules(manifest, "endpoint")}
    for module in modules(manifest):
        page = module.get("resolver", {}).get("endpoint")
        if module.get("resource") and not (page in endpoints and is_on(endpoints[page], "appUserToken")):
            yield module["key"], f"the page {module['key']} needs an endpoint with appUserToken, which proves who looks"
        event = module.get("endpoint")
        if event in endpoints and not is_on(endpoints[event], "appSystemToken"):
            yield module["key"], f"the endpoint {event} needs appSystemToken, by which the app reads Jira for itself"


def unopened_remotes(manifest: Manifest) -> Iterator[Fault]:
    """Remotes that admins are to configure while the permission for that is missing."""
    opened = manifest.get("permissions", {}).get("external", {}).get("configurable", {}).get("enabled")
    for remote in manifest.get("remotes", []):
        if "configurable" in remote and opened is not True:
            yield "configurable", f"nobody can set the remote {remote['key']} without external.configurable.enabled"


def unknown_permissions(manifest: Manifest) -> Iterator[Fault]:
    """Permissions in display conditions that Jira, or we, do not know."""
    for module in modules(manifest):
        for name, keys in conditions(module.get("displayConditions", {})):
            for key in keys if isinstance(keys, list) else [keys]:
                if key not in PERMISSIONS.get(name, {key}):
                    yield str(key), f"{name} knows no permission {key}: the page would be hidden from everybody"


def absent_icons(manifest: Manifest, tree: Tree) -> Iterator[Fault]:
    """Icons that are not there; Jira shows a grey square for them."""
    folders = {one["key"]: MANIFEST.parent / one["path"] for one in manifest.get("resources", [])}
    for module in modules(manifest):
        icon = module.get("icon", "")
        if not icon.startswith(ICON):
            continue
        key, _, name = icon.removeprefix(ICON).partition(";")
        if key not in folders or not (tree.root / folders[key] / name).is_file():
            yield icon, f"the icon {icon} of {module['key']} is not there"


def open_policies(manifest: Manifest) -> Iterator[Fault]:
    """Ways out of the page's frame that it does not need: scripts in the text, and hosts of others."""
    permissions = manifest.get("permissions", {})
    if permissions.get("content", {}).get("scripts"):
        yield "scripts", "the page has no scripts in its text, and none may get in: take content.scripts out"
    for name in permissions.get("external", {}):
        if name != "configurable":
            yield f"{name}:", f"the page talks through the bridge alone: take external.{name} out"


def unheard_events(manifest: Manifest, tree: Tree) -> Iterator[Fault]:
    """Endpoints at addresses that the service does not answer, and events that it waits for in vain."""
    paths = {one["route"]["path"]: one["key"] for one in modules(manifest, "endpoint") if "route" in one}
    heard = {f"/forge/{event}" for event in events_heard(tree)}
    for path in sorted(paths.keys() - heard):
        yield path, f"the service answers nothing at {path}"
    for path in sorted(heard - paths.keys()):
        yield "endpoint:", f"no endpoint leads to {path}, where the service waits for Forge"


def unexplained_scopes(manifest: Manifest, tree: Tree) -> Iterator[Fault]:
    """Scopes that the guide gives no reason for, and those that it names and the app does not have."""
    guide = tree.text(GUIDE) if GUIDE in tree.paths else ""
    explained = {line.split("`")[1] for line in guide.splitlines() if line.startswith("| `read:")}
    scopes = scopes_of(manifest)
    for scope in sorted(scopes - explained):
        yield scope, f"{GUIDE} does not say what the scope {scope} is for: say it, or do without"
    for scope in sorted(explained - scopes):
        yield "scopes:", f"{GUIDE} says what the scope {scope} is for, but the app does not have it"


def scopes_of(manifest: Manifest) -> set[str]:
    """The scopes that the app asks an admin for."""
    return set(manifest.get("permissions", {}).get("scopes", []))


def modules(manifest: Manifest, kind: str | None = None) -> Iterator[dict[str, Any]]:
    """The modules of a kind, or of all kinds."""
    for name, found in manifest.get("modules", {}).items():
        if kind in (None, name):
            yield from found


def is_on(endpoint: Manifest, token: str) -> bool:
    """Whether calls of an endpoint bring a token."""
    return endpoint.get("auth", {}).get(token, {}).get("enabled") is True


def conditions(tree_of: object) -> Iterator[tuple[str, Any]]:
    """The single conditions under `and`, `or` and `not`."""
    for name, value in tree_of.items() if isinstance(tree_of, dict) else ():
        if name not in ("and", "or", "not"):
            yield name, value
            continue
        for part in value if isinstance(value, list) else [value]:
            yield from conditions(part)


def events_heard(tree: Tree) -> tuple[str, ...]:
    """The events in `EVENTS` of the service's lifecycle routes."""
    for node in ast.walk(ast.parse(tree.text(LIFECYCLE))):
        if isinstance(node, ast.Assign) and any(getattr(name, "id", "") == "EVENTS" for name in node.targets):
            return tuple(ast.literal_eval(node.value))
    return ()
