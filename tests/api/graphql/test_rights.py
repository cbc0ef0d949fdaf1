"""What a key is good for: who lacks a right is told so, with a code of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_runs import Ask, asking

from api.application.principal import Right, principal
from api.composition import compose
from api.failures import CALLER_MUST_MEND, failure_of
from api.settings import read_settings
from ontology.errors import ForbiddenError, UnauthenticatedError

HERS = 'learner: {id: "dp:ada"}'


@pytest.fixture(scope="module")
def reader(example_store: Path) -> Iterator[Ask]:
    """Ask as whoever may read, and not look at people."""
    application = compose(read_settings(store=f"sqlite:///{example_store / 'waymark.db'}"))
    yield asking(application, principal("portal", [Right.READER]))
    application.close()


@pytest.mark.parametrize(
    "query",
    [
        f'{{ path(input: {{{HERS}, role: "dp:data-analyst"}}) {{ __typename }} }}',
        # names that are unknown besides do not blur it
        f'{{ path(input: {{{HERS}, role: "dp:nothing", budget: -1}}) {{ __typename }} }}',
        f'{{ gap({HERS}, role: "dp:data-analyst") {{ role {{ name }} }} }}',
        f"{{ frontier({HERS}) {{ title }} }}",
    ],
)
def test_who_lacks_a_right_is_told_which(reader: Ask, query: str) -> None:
    (error,) = reader(query).errors
    assert error.extensions == {"code": "FORBIDDEN", "reason": "FORBIDDEN"}
    assert "the role `people`" in error.message


def test_what_is_about_nobody_on_record_is_answered(reader: Ask) -> None:
    query = '{ gap(learner: {holds: []}, role: "dp:data-analyst") { role { name } } }'
    assert reader(query).errors is None


def test_who_may_not_ask_has_rows_of_their_own() -> None:
    nobody, denied = failure_of(UnauthenticatedError()), failure_of(ForbiddenError())
    assert (nobody.exit_code, denied.exit_code) == (CALLER_MUST_MEND, CALLER_MUST_MEND)
    assert (nobody.graphql_code, nobody.http_status) == ("UNAUTHENTICATED", 401)
    assert (denied.graphql_code, denied.http_status) == ("FORBIDDEN", 403)
