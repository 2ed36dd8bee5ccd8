"""The OpenAPI document keeps its word: invented requests, good and bad, meet no failure and no undocumented answer."""

from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.surfaces.web.living import HANA, Here

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 4
"""Of each operation, good and bad each; what one run does not find another may."""
CALM = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
AWAY = {"disconnectJira", "erasePerson", "disconnectVendor"}
"""What would take the ground from under the other operations; by hand in other tests."""


def operations(here: Here) -> list[Any]:
    """What the document has, as schemathesis reads it."""
    document = here.client.get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    return [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]


def ask(here: Here, case: Case[Any], who: str | None) -> Any:
    """The answer to an invented request."""
    sent = case.as_transport_kwargs(base_url="http://testserver.local")
    sent.pop("cookies", None)
    headers = {**dict(sent.pop("headers") or {}), **here.headers(who)}
    headers = {key: value for key, value in headers.items() if key.lower() != "user-agent"}
    if isinstance(sent.get("data"), bytes | str):
        sent["content"] = sent.pop("data")
    return here.client.request(sent.pop("method"), sent.pop("url"), headers=headers, **sent)


def held(here: Here, operation: Any, mode: GenerationMode, who: str | None) -> None:
    """Some invented requests to one operation, each with an answer that is documented."""

    @CALM
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case: Case[Any]) -> None:
        case.validate_response(ask(here, case, who), checks=CHECKS)

    # Of what takes nothing there is no bad request.
    with suppress(Unsatisfiable):
        holds()


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_meets_a_failure_or_an_answer_that_is_not_documented(mode: GenerationMode, here: Here) -> None:
    """Status, kind and shape of every answer are as the document says."""
    for operation in operations(here):
        if operation.definition.raw.get("operationId") not in AWAY:
            held(here, operation, mode, None)


def test_somebody_who_may_little_meets_only_what_is_documented(here: Here) -> None:
    """The same for a member of a project: refusals are documented too."""
    for operation in operations(here):
        held(here, operation, GenerationMode.POSITIVE, HANA)
