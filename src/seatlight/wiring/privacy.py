"""What everybody may know of how the service is set up: taken from the settings and from the sources themselves."""

from __future__ import annotations

from seatlight.actions.tell_privacy import FieldsRead, Surroundings, by_endpoint
from seatlight.config import Settings
from seatlight.model.site import Connection
from seatlight.sources.cursor import payloads as cursor
from seatlight.sources.jira import payloads as jira


def fields_read() -> tuple[FieldsRead, ...]:
    """Every field that is read of anybody's answers, as `docs/fields.md` has them."""
    return (*by_endpoint("Cursor", cursor.fields_read()), *by_endpoint("Jira", jira.fields_read()))


def surroundings_of(settings: Settings, connections: tuple[Connection, ...]) -> Surroundings:
    """Whom the service asks besides what is connected at a site, and whether it keeps daily totals."""
    of_cursor = settings.cursor_url if settings.cursor_api_key or not connections else None
    of_forge = (settings.forge_jwks_url, settings.forge_api_base) if settings.forge_app_id else ()
    urls = [url for url in (of_cursor, settings.jira_url, settings.oidc_issuer, *of_forge) if url]
    return Surroundings(tuple(urls), settings.archive is not None, fields_read())
