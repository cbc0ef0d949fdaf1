"""GraphQL over HTTP, as the specification wants it: media types and statuses negotiated.

A request that cannot be executed (not parsed, not valid, variables not coerced) is answered
with 400 and without `data` for clients that accept `application/graphql-response+json`.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request, Response
from starlette.routing import WebSocketRoute
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLHTTPResponse
from strawberry.schema import BaseSchema
from strawberry.types import ExecutionResult

from api.graphql.context import Context

RESPONSE = "application/graphql-response+json"
LEGACY = "application/json"


class ConformingRouter(GraphQLRouter[Context, None]):
    """Strawberry's router with the content negotiation it lacks, and without sockets.

    The schema has no subscriptions, and a socket would pass by whoever guards HTTP.
    """

    def __init__(self, schema: BaseSchema, **named: Any) -> None:
        super().__init__(schema, subscription_protocols=(), **named)
        self.routes[:] = [each for each in self.routes if not isinstance(each, WebSocketRoute)]

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        """Remember whether the request was executed at all."""
        body = await super().process_result(request, result)
        errors = result.errors or ()
        request.state.refused = (
            result.data is None and bool(errors) and all(error.path is None for error in errors)
        )
        return body

    async def run(self, request: Any, *arguments: Any, **named: Any) -> Any:
        """Answer in the media type that the client prefers."""
        response = await super().run(request, *arguments, **named)
        if not isinstance(response, Response) or not _is_json(response):
            return response
        if preferred(request.headers.get("accept", "")) != RESPONSE:
            return response
        if getattr(request.state, "refused", False):
            return _refusal(response)
        response.headers["content-type"] = f"{RESPONSE}; charset=utf-8"
        return response


def preferred(accept: str) -> str:
    """Return the media type of the answer; plain JSON where the client does not say.

    >>> preferred("application/json;q=0.5, application/graphql-response+json")
    'application/graphql-response+json'
    """
    best, best_quality = LEGACY, -1.0
    for part in accept.split(","):
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_type in {RESPONSE, LEGACY} and _quality(parameters) > best_quality:
            best, best_quality = media_type, _quality(parameters)
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter.removeprefix("q="))
            except ValueError:
                return 0.0
    return 1.0


def _is_json(response: Response) -> bool:
    return response.headers.get("content-type", "").startswith(LEGACY)


def _refusal(response: Response) -> Response:
    body = json.loads(bytes(response.body))
    body.pop("data", None)
    return Response(json.dumps(body), 400, media_type=f"{RESPONSE}; charset=utf-8")
