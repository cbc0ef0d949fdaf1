"""What the resolvers answer over the example curriculum."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from api_runs import Ask, Waymark, asking

from api.application.application import Application
from api.application.principal import Right, principal
from api.composition import compose
from api.graphql.graphiql import Example, examples
from api.settings import read_settings
from ontology.names import Iri

ADA = 'learner: {id: "dp:ada"}'


@pytest.fixture(scope="module")
def asked(example_store: Path) -> Iterator[Ask]:
    """Ask the schema; the answer is its data and its errors."""
    application = compose(read_settings(store=f"sqlite:///{example_store / 'waymark.db'}"))
    yield asking(application)
    application.close()


@pytest.fixture(scope="module")
def ask(asked: Ask) -> Ask:
    """Ask the schema what it answers without errors."""

    def data(query: str, variables: Mapping[str, object] | None = None) -> Any:
        answer = asked(query, variables)
        assert answer.errors is None, answer.errors
        return answer.data

    return data


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_every_example_is_answered(ask: Ask, example: Example) -> None:
    digest = ask(examples()[0].query)["path"]["digest"]
    variables = {"digest": digest} if "$digest" in example.query else {}
    answer = ask(example.query, variables)
    assert all(part is not None for part in answer.values())
    assert len(str(answer)) > 400
    assert example.title
    assert example.about.endswith(".")


def test_the_examples_show_what_they_say(ask: Ask) -> None:
    found = {example.title: example.query for example in examples()}
    path = ask(found["A path, with reasons"])["path"]
    assert path["__typename"] == "LearningPath"
    assert all(step["because"] and step["gains"] for step in path["steps"])
    clashing = ask(found["Limits that clash"])["path"]
    assert clashing["clash"] == ["MAX_STEPS"]
    assert clashing["repairs"][0]["limits"] == ["MAX_STEPS"]
    gap = ask(found["What is missing"])["gap"]
    assert gap["missing"]
    assert gap["hidden"]
    hits = ask(found["A search"])["search"]
    assert all("atenbank" in edge["matched"] for edge in hits["edges"][:5])


OUTCOME = """
  __typename
  ... on PathAnswer { digest revision seconds goal { name } holds { name }
    explanation { digest sentences steps { number } } }
  ... on Unreachable { beyond { name } why }
  ... on OverConstrained { clash repairs { limits cost { price { amount currency } } } }
"""


def test_every_outcome_says_what_was_asked(ask: Ask) -> None:
    query = f'{{ path(input: {{{ADA}, role: "dp:data-analyst", %s}}) {{ {OUTCOME} }} }}'
    outcomes = {}
    for more in ("withOptional: false", "maxSteps: 8", "selfStudy: false, languages: []"):
        answer = ask(query % more)["path"]
        outcomes[answer["__typename"]] = answer
        assert answer["digest"] == answer["explanation"]["digest"]
        assert answer["revision"] == 1
        assert "dp:sql@2" in [each["name"] for each in answer["goal"]]
        assert "dp:spreadsheets@2" in [each["name"] for each in answer["holds"]]
        assert answer["explanation"]["sentences"]
    assert {"LearningPath", "OverConstrained"} <= outcomes.keys()
    assert outcomes["OverConstrained"]["explanation"]["steps"] == []


def test_what_was_answered_to_a_learner_goes_with_them(example_store: Path, tmp_path: Path) -> None:
    for file in example_store.iterdir():
        shutil.copy(file, tmp_path)
    settings = read_settings(store=f"sqlite:///{tmp_path / 'waymark.db'}")
    query = (
        f'{{ path(input: {{{ADA}, role: "dp:data-analyst"}}) {{ ... on PathAnswer {{digest}} }} }}'
    )
    recalling = "query ($digest: String!) { explanation(digest: $digest) { digest } }"
    first = compose(settings)
    answer = asking(first)(query).data["path"]
    first.close()
    second = compose(settings)
    assert asking(second)(recalling, answer).data["explanation"] == answer
    ada = first_learner(second)
    second.records.learners.erase("main", ada)
    second.close()
    third = compose(settings)
    assert asking(third)(recalling, answer).data["explanation"] is None
    third.close()


def test_an_alternative_is_found_again_as_the_answer_is(
    example_store: Path, tmp_path: Path
) -> None:
    for file in example_store.iterdir():
        shutil.copy(file, tmp_path)
    settings = read_settings(store=f"sqlite:///{tmp_path / 'waymark.db'}")
    query = """{ path(input: {learner: {%s}, role: "dp:data-analyst"}) { ... on LearningPath {
      digest alternatives(first: 2) { digest explanation { digest sentences } } } } }"""
    recalling = """query ($digest: String!) { explanation(digest: $digest) {
      digest sentences } }"""
    first = compose(settings)
    ask = asking(first)
    anybodys = ask(query % "holds: []").data["path"]
    hers = ask(query % 'id: "dp:ada"').data["path"]
    assert len({each["digest"] for each in (anybodys, *anybodys["alternatives"])}) == 3
    first.close()
    second = compose(settings)
    for each in anybodys["alternatives"] + hers["alternatives"]:
        assert asking(second)(recalling, each).data["explanation"] == each["explanation"]
    stranger = asking(second, principal("portal", [Right.READER]))
    for each in hers["alternatives"]:
        assert stranger(recalling, each).data["explanation"] is None
    for each in anybodys["alternatives"]:
        assert stranger(recalling, each).data["explanation"] == each["explanation"]
    second.close()


AWKWARD = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
scales:
  - {id: ex:scale, levels: [{label: {en: one}}, {label: {en: two}}]}
competencies:
  - {id: ex:a, label: {en: 'Say "no", politely'}, effort: PT1H}
  - {id: ex:b, label: {en: 'a < b, and b > a'}, scale: ex:scale, effort: PT1H}
  - {id: ex:c, label: {en: 'mail@2'}, effort: PT1H}
resources:
  - {id: ex:r, title: {en: 'The "Rules", abridged'}, effort: PT1H, teaches: [ex:a]}
roles:
  - {id: ex:role, label: {en: '"Owner", so called'}, requires: [ex:a]}
"""


def test_a_name_is_taken_as_it_is_whatever_signs_it_has(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "awkward.yaml"
    file.write_text(AWKWARD)
    assert waymark("load", str(file)).code == 0
    application = compose(read_settings(store=f"sqlite:///{tmp_path / 'waymark.db'}"))
    ask = asking(application)
    answer = ask(
        """query ($holds: [AttainmentInput!]!, $goal: [AttainmentInput!]!, $without: [ID!]!) {
          path(input: {learner: {holds: $holds}, goal: $goal, without: $without}) {
            ... on LearningPath {
              goal { name } holds { name } steps { selfStudy { name } } } } }""",
        {
            "goal": [{"competency": 'Say "no", politely'}, {"competency": "mail@2"}],
            "holds": [{"competency": "a < b, and b > a", "level": 2}],
            "without": ['The "Rules", abridged'],
        },
    )
    assert answer.errors is None, answer.errors
    path = answer.data["path"]
    assert path["goal"] == [{"name": "ex:a@1"}, {"name": "ex:c@1"}]
    assert path["holds"] == [{"name": "ex:b@2"}]
    studied = [step["selfStudy"] for step in path["steps"]]
    assert studied == [{"name": "ex:a@1"}, {"name": "ex:c@1"}]
    gap = ask(
        "query ($role: ID!) { gap(learner: {holds: []}, role: $role) { role { name } } }",
        {"role": '"Owner", so called'},
    )
    assert gap.data == {"gap": {"role": {"name": "ex:role"}}}
    application.close()


def first_learner(application: Application) -> Iri:
    """Return Ada, who is the first in the order of IRIs."""
    return min(each.id for each in application.records.learners.list("main"))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("budget: -3", "budget: `-3` is no amount"),
        ("hoursPerWeek: -1", "hoursPerWeek: "),
        ("assumeHours: -1", "assumeHours: "),
        ("timeLimit: 31", "a time limit is more than 0"),
        ("goal: []", None),
        ('goal: [{competency: "dp:sql"}]', "a role or a goal"),
        ('without: ["dp:sql"]', "`dp:sql` is a competency, not a resource"),
    ],
)
def test_a_mistake_names_the_field(asked: Ask, more: str, message: str | None) -> None:
    query = f'{{ path(input: {{{ADA}, role: "dp:data-analyst", {more}}}) {{ __typename }} }}'
    errors = asked(query).errors or []
    assert [message is not None and message in error.message for error in errors] == (
        [] if message is None else [True]
    ), errors
    assert all("--" not in error.message for error in errors)
    assert all(error.extensions["code"] == "BAD_USER_INPUT" for error in errors)


def test_a_price_has_its_currency(ask: Ask) -> None:
    query = f"""{{ path(input: {{{ADA}, role: "dp:data-analyst"}}) {{ ... on LearningPath {{
      cost {{ price {{ amount currency }} }} steps {{ price {{ amount currency }} }} }} }} }}"""
    path = ask(query)["path"]
    assert path["cost"]["price"]["currency"] == "EUR"
    assert path["cost"]["price"]["amount"] == sum(step["price"]["amount"] for step in path["steps"])


def test_wishes_and_missed_advice_are_things(ask: Ask) -> None:
    query = f"""{{ path(input: {{{ADA}, role: "dp:data-analyst"}}) {{ ... on LearningPath {{
      wishes {{ state attainment {{ name competency {{ name }} }} }}
      recommendedMissed {{ iri strength condition }} }} }} }}"""
    path = ask(query)["path"]
    assert [wish["attainment"]["name"] for wish in path["wishes"]] == [
        "dp:ab-testing@1",
        "dp:technical-english@2",
        "dp:version-control@1",
    ]
    assert {each["strength"] for each in path["recommendedMissed"]} <= {"RECOMMENDED"}


def test_a_revision_is_named_by_number_or_by_digest(ask: Ask, asked: Ask) -> None:
    digest = ask("{ revision { digest } }")["revision"]["digest"]
    query = "query ($at: RevisionInput) { revision(at: $at) { number } roles(at: $at) {totalCount}}"
    by_digest = ask(query, {"at": {"digest": digest}})
    assert by_digest == ask(query, {"at": {"number": 1}}) == ask(query)
    for wrong in ({"digest": "sha256:0"}, {"digest": ""}):
        (error, *_) = asked(query, {"at": wrong}).errors
        assert error.extensions == {"code": "BAD_USER_INPUT", "reason": "MALFORMED_QUESTION"}
    (error, *_) = asked(query, {"at": {"number": 7}}).errors
    assert error.extensions["reason"] == "UNKNOWN_REVISION"


@pytest.mark.parametrize("at", [{}, {"number": 1, "digest": "sha256:0"}, {"number": None}], ids=str)
def test_a_revision_is_named_in_one_way(asked: Ask, at: dict[str, object]) -> None:
    answer = asked("query ($at: RevisionInput) { revision(at: $at) { number } }", {"at": at})
    assert answer.errors
    assert answer.errors[0].extensions["code"] == "BAD_USER_INPUT"


def test_every_answer_chooses_the_same_label(ask: Ask) -> None:
    query = f"""query ($language: String!) {{
      path(input: {{{ADA}, role: "dp:data-analyst"}}) {{ ... on LearningPath {{
        steps {{ resource {{ label(language: $language) }} }}
        explanation {{ sentences(language: $language) }} }} }} }}"""
    in_german = ask(query, {"language": "de"})["path"]
    assert in_german != ask(query, {"language": "en"})["path"]
    for tag in ("DE", "de-AT"):
        answer = ask(query, {"language": tag})["path"]
        assert answer == in_german
    told = " ".join(in_german["explanation"]["sentences"])
    labels = [step["resource"]["label"] for step in in_german["steps"] if step["resource"]]
    assert labels
    assert all(f"“{label}”" in told for label in labels)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('modality: "onlin"', "no resource is held `onlin`: did you mean `online`?"),
        ('currency: "USD"', "no price is in USD: prices are in EUR"),
    ],
)
def test_a_word_that_no_resource_has_is_told(asked: Ask, more: str, message: str) -> None:
    query = f'{{ path(input: {{{ADA}, role: "dp:data-analyst", {more}}}) {{ __typename }} }}'
    (error,) = asked(query).errors
    assert error.extensions == {"code": "BAD_USER_INPUT", "reason": "MALFORMED_QUESTION"}
    assert error.message == message


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("query ($text: String!) { search(text: $text) { totalCount } }", "a search has at most"),
        ("query ($text: String!) { term(name: $text) { iri } }", "a name has at most"),
        ('query ($text: ID!) { gap(learner: {id: $text}, role: "x") { role { iri } } }', "a name"),
    ],
)
def test_what_is_longer_than_any_name_is_not_looked_for(
    asked: Ask, query: str, message: str
) -> None:
    (error,) = asked(query, {"text": "word " * 1_000}).errors
    assert error.extensions["code"] == "BAD_USER_INPUT"
    assert message in error.message
