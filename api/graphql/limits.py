"""What a document may ask: bounded in depth, aliases, tokens and cost, before it is executed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)
from strawberry.extensions import (
    AddValidationRules,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    SchemaExtension,
    ValidationCache,
)

from api.failures import BAD_INPUT

DEPTH = 14
ALIASES = 30
TOKENS = 2000
CACHED = 256

COST = 20_000
"""What a document may cost: each field counts as often as the pages around it have items."""

PLANNING = 1_000
"""What a search and its check count as; a document may hold twenty."""

PAGE = 20
"""How many items a page has where the document does not say, or says it in a variable."""

_PLANNING = frozenset({"path", "gap", "frontier", "explanation"})
_PAGED = frozenset({"search", "competencies", "roles", "resources", "frameworks"})


class CostLimit(ValidationRule):
    """Refuse a document that asks for too much."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Judge one operation."""
        cost = sum(_costs(self.context, node.selection_set, 1, ()))
        if cost > COST:
            message = f"the document costs {cost:,}, at most {COST:,} is answered: ask for less"
            self.report_error(
                GraphQLError(message, node, extensions={"code": BAD_INPUT, "reason": "TOO_COSTLY"})
            )


def extensions() -> list[Callable[[], SchemaExtension]]:
    """Return the limits and the caches of the schema, in the order in which they act."""
    return [
        lambda: MaxTokensLimiter(TOKENS),
        lambda: MaxAliasesLimiter(ALIASES),
        lambda: QueryDepthLimiter(DEPTH),
        lambda: AddValidationRules([CostLimit]),
        lambda: ParserCache(CACHED),
        lambda: ValidationCache(CACHED),
    ]


def _costs(
    context: ValidationContext,
    selections: SelectionSetNode | None,
    times: int,
    spread: tuple[str, ...],
) -> Iterator[int]:
    """Yield what the fields cost; fragments are followed, but never in a circle."""
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            yield times * (PLANNING if node.name.value in _PLANNING else 1)
            yield from _costs(context, node.selection_set, times * _items(node), spread)
        elif isinstance(node, InlineFragmentNode):
            yield from _costs(context, node.selection_set, times, spread)
        else:
            yield from _of_fragment(context, node, times, spread)


def _of_fragment(
    context: ValidationContext, node: SelectionNode, times: int, spread: tuple[str, ...]
) -> Iterator[int]:
    if not isinstance(node, FragmentSpreadNode) or node.name.value in spread:
        return
    fragment = context.get_fragment(node.name.value)
    if fragment is not None:
        name = node.name.value
        yield from _costs(context, fragment.selection_set, times, (*spread, name))


def _items(node: FieldNode) -> int:
    """Return how many items a page of this field has."""
    if node.name.value not in _PAGED:
        return 1
    for argument in node.arguments or ():
        if argument.name.value in {"first", "last"} and isinstance(argument.value, IntValueNode):
            return max(1, min(int(argument.value.value), 100))
    return PAGE
