"""Queries about what to learn: path, gap, frontier, and the explanation of an answer."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.application.plan.frontier import frontier as ask_frontier
from api.application.plan.gap import gap as ask_gap
from api.application.plan.path import find_path
from api.application.plan.questioning import learner_name
from api.application.plan.request import PathRequest
from api.graphql.context import Asking, At, RevisionInput, asked_at, known_at
from api.graphql.explanations import Explanation, explanation
from api.graphql.gaps import FrontierItem, Gap, frontier_items, gap_object
from api.graphql.global_ids import name_of
from api.graphql.inputs import LearnerInput, PathInput, held, learner, path_request
from api.graphql.paths import PathOutcome, path_outcome

Digest = Annotated[str, strawberry.argument(description="The digest that an answer bears.")]


@strawberry.type
class PlanningQuery:
    """What to learn, as of a revision."""

    @strawberry.field(description="What a role asks for that is not held, the hidden included.")
    def gap(
        self,
        info: Asking,
        learner: Annotated[LearnerInput, strawberry.argument(description="Whose gap or frontier.")],
        role: Annotated[
            strawberry.ID,
            strawberry.argument(description="The role, by global id, CURIE, IRI or label."),
        ],
        at: At = None,
    ) -> Gap:
        asked = asked_at(info, at)
        answer = ask_gap(info.context.application, asked, _request(info, at, learner, role))
        return gap_object(answer)

    @strawberry.field(description="What can be learnt next, and what each item opens up.")
    def frontier(
        self,
        info: Asking,
        learner: Annotated[LearnerInput, strawberry.argument(description="Whose gap or frontier.")],
        towards: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only what lies on the way to this role."),
        ] = None,
        at: At = None,
    ) -> list[FrontierItem]:
        asked = asked_at(info, at)
        answer = ask_frontier(info.context.application, asked, _request(info, at, learner, towards))
        return frontier_items(answer)

    @strawberry.field(
        description="The least path to a role or a goal, proved; or why there is none."
    )
    def path(
        self,
        info: Asking,
        input: Annotated[PathInput, strawberry.argument(description="The question.")],
        at: At = None,
    ) -> PathOutcome:
        known = known_at(info, at)
        request = path_request(input, known.snapshot.dataset.prefixes)
        application = info.context.application
        answer = find_path(application, asked_at(info, at), request)
        whose = None if request.learner is None else learner_name(known, request.learner)
        application.answers.remember(info.context.asked.tenant, answer, whose)
        return path_outcome(answer, whose)

    @strawberry.field(description="The explanation of an answer by its digest; null if unknown.")
    def explanation(self, info: Asking, digest: Digest) -> Explanation | None:
        context = info.context
        answer = context.application.answers.recall(
            context.asked.principal, context.asked.tenant, digest
        )
        return None if answer is None else explanation(answer)


def _request(
    info: Asking, at: RevisionInput | None, given: LearnerInput, role: strawberry.ID | None
) -> PathRequest:
    prefixes = known_at(info, at).snapshot.dataset.prefixes
    return PathRequest(
        role=None if role is None else name_of(role, prefixes),
        holds=held(given, prefixes),
        learner=learner(given, prefixes),
    )
