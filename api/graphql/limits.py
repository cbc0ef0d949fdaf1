"""What a document may ask: bounded in depth, aliases, tokens and cost, before it is executed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)
from strawberry.extensions import (
    AddValidationRules,
    MaxTokensLimiter,
    ParserCache,
    SchemaExtension,
    ValidationCache,
)

from api.failures import BAD_INPUT
from api.graphql.cursors import MOST

DEPTH = 14
ALIASES = 30
TOKENS = 2000
CACHED = 256

COST = 20_000
"""What a document may cost: each field counts as often as the pages around it have items."""

PLANNING = 1_000
"""What a search and its check count as; a document may hold twenty."""

PAGE = 20
"""How many items a page has where the document does not say."""

_PLANNING = frozenset({"path", "gap", "frontier", "explanation", "alternatives"})
_PAGED = frozenset({"search", "competencies", "roles", "resources", "frameworks"})


class CostLimit(ValidationRule):
    """Refuse a document that is too deep, has too many aliases, or asks for too much."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._aliases = 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Count aliases, as the document writes them."""
        self._aliases += node.alias is not None
        if node.alias is not None and self._aliases == ALIASES + 1:
            self._refuse(f"the document has more than {ALIASES} aliases", node)

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Judge one operation."""
        weight = _Scale(self.context).weigh(node.selection_set)
        if weight.depth > DEPTH:
            self._refuse(f"the document is {weight.depth} levels deep, at most {DEPTH}", node)
        if weight.cost > COST:
            self._refuse(f"the document costs {weight.cost:,}, at most {COST:,}", node)

    def _refuse(self, message: str, node: Node) -> None:
        extensions = {"code": BAD_INPUT, "reason": "TOO_COSTLY"}
        self.report_error(GraphQLError(f"{message}: ask for less", node, extensions=extensions))


class Weight(NamedTuple):
    """What selections cost when they are asked for once, and how deep they go."""

    cost: int
    depth: int


NOTHING = Weight(0, 0)


class _Scale:
    """Weighs selections; each fragment once, however often it is spread."""

    def __init__(self, context: ValidationContext) -> None:
        self._context = context
        self._fragments: dict[str, Weight] = {}

    def weigh(self, selections: SelectionSetNode | None) -> Weight:
        """Return the weight of all selections together."""
        weights = [self._one(node) for node in (selections.selections if selections else ())]
        cost = min(sum(weight.cost for weight in weights), COST + 1)
        return Weight(cost, max((weight.depth for weight in weights), default=0))

    def _one(self, node: SelectionNode) -> Weight:
        if isinstance(node, FieldNode):
            below = self.weigh(node.selection_set)
            if node.name.value.startswith("__"):
                # tools ask for the schema in one deep question; its size has bounds of its own
                return Weight(1 + below.cost, 1)
            own = PLANNING if node.name.value in _PLANNING else 1
            return Weight(own + _items(node) * below.cost, 1 + below.depth)
        if isinstance(node, InlineFragmentNode):
            return self.weigh(node.selection_set)
        return self._spread(node.name.value) if isinstance(node, FragmentSpreadNode) else NOTHING

    def _spread(self, name: str) -> Weight:
        if name not in self._fragments:
            # a fragment that spreads itself is refused by another rule; here it weighs nothing
            self._fragments[name] = NOTHING
            fragment = self._context.get_fragment(name)
            if fragment is not None:
                self._fragments[name] = self.weigh(fragment.selection_set)
        return self._fragments[name]


def extensions() -> list[Callable[[], SchemaExtension]]:
    """Return the limits and the caches of the schema, in the order in which they act."""
    return [
        lambda: MaxTokensLimiter(TOKENS),
        lambda: AddValidationRules([CostLimit]),
        lambda: ParserCache(CACHED),
        lambda: ValidationCache(CACHED),
    ]


def _items(node: FieldNode) -> int:
    """Return how many items a page of this field has."""
    if node.name.value not in _PAGED:
        return 1
    for argument in node.arguments or ():
        if argument.name.value in {"first", "last"} and isinstance(argument.value, IntValueNode):
            return max(1, min(int(argument.value.value), 100))
        if argument.name.value in {"first", "last"}:
            return MOST
    return PAGE
