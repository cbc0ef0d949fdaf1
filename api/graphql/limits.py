"""What a document may ask: bounded in depth, aliases, tokens and cost, before it is executed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    ValueNode,
    get_named_type,
    get_nullable_type,
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
from api.graphql.paths import OTHERS

DEPTH = 14
ALIASES = 30
TOKENS = 2000
CACHED = 256

COST = 20_000
"""What a document may cost: each field counts as often as the lists around it have items."""

PLANNING = 1_000
"""What a search and its check count as; a document may hold twenty."""

PAGE = 20
"""How many items a page has where the document does not say."""

LIST = 10
"""How many items a list without pages is taken to have, unless `SIZES` says otherwise."""

SIZES = {
    "Competency.leadsTo": 20,
    "Explanation.steps": 200,
    "Gap.held": 20,
    "Gap.hidden": 20,
    "Gap.missing": 20,
    "LearningPath.alternatives": 3,
    "LearningPath.steps": 20,
    "Query.frontier": 50,
    "Role.requirements": 40,
    "Schedule.weeks": 50,
}
"""How many items a list without pages may well have, by type and field."""

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
        root = self.context.schema.get_root_type(node.operation)
        weight = _Scale(self.context).weigh(node.selection_set, root)
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

    def weigh(self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Weight:
        """Return the weight of all selections of a type together."""
        nodes = selections.selections if selections else ()
        weights = [self._one(node, parent) for node in nodes]
        cost = min(sum(weight.cost for weight in weights), COST + 1)
        return Weight(cost, max((weight.depth for weight in weights), default=0))

    def _one(self, node: SelectionNode, parent: GraphQLNamedType | None) -> Weight:
        if isinstance(node, FieldNode):
            return self._field(node, parent)
        if isinstance(node, InlineFragmentNode):
            return self.weigh(node.selection_set, self._narrowed(node.type_condition) or parent)
        return self._spread(node.name.value) if isinstance(node, FragmentSpreadNode) else NOTHING

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Weight:
        # what the type does not have is refused by another rule
        field = _fields(parent).get(node.name.value)
        of_type = None if field is None else get_named_type(field.type)
        below = self.weigh(node.selection_set, of_type)
        if node.name.value.startswith("__"):
            # tools ask for the schema in one deep question; its size has bounds of its own
            return Weight(1 + below.cost, 1)
        own = PLANNING if node.name.value in _PLANNING else 1
        return Weight(own + _items(node, parent) * below.cost, 1 + below.depth)

    def _spread(self, name: str) -> Weight:
        if name not in self._fragments:
            # a fragment that spreads itself is refused by another rule; here it weighs nothing
            self._fragments[name] = NOTHING
            fragment = self._context.get_fragment(name)
            if fragment is not None:
                of_type = self._narrowed(fragment.type_condition)
                self._fragments[name] = self.weigh(fragment.selection_set, of_type)
        return self._fragments[name]

    def _narrowed(self, condition: NamedTypeNode | None) -> GraphQLNamedType | None:
        return None if condition is None else self._context.schema.get_type(condition.name.value)


def extensions() -> list[Callable[[], SchemaExtension]]:
    """Return the limits and the caches of the schema, in the order in which they act."""
    return [
        lambda: MaxTokensLimiter(TOKENS),
        lambda: AddValidationRules([CostLimit]),
        lambda: ParserCache(CACHED),
        lambda: ValidationCache(CACHED),
    ]


def _fields(parent: GraphQLNamedType | None) -> Mapping[str, GraphQLField]:
    return parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}


def _items(node: FieldNode, parent: GraphQLNamedType | None) -> int:
    """Return how many items the list has that this field is; one where it is none."""
    name = node.name.value
    for argument in node.arguments or ():
        if argument.name.value in {"first", "last"}:
            return min(_stated(argument.value), OTHERS if name == "alternatives" else MOST)
        if argument.name.value == "ids":
            return len(argument.value.values) if isinstance(argument.value, ListValueNode) else MOST
    if name in _PAGED:
        return PAGE
    field = _fields(parent).get(name)
    # the edges of a connection are as many as its page has, which is counted there
    if field is None or name == "edges" or not _is_list(field):
        return 1
    return SIZES.get(f"{parent.name if parent else None}.{name}", LIST)


def _is_list(field: GraphQLField) -> bool:
    return isinstance(get_nullable_type(field.type), GraphQLList)


def _stated(size: ValueNode) -> int:
    """Return the size of a page; the largest there is where a variable has it."""
    return max(1, int(size.value)) if isinstance(size, IntValueNode) else MOST
