"""What kind of question a document asks, in few enough words to count by."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DocumentNode, FieldNode, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context

SEVERAL = "several"


class KindOfQuestion(SchemaExtension):
    """Notes for each request what was asked, and whether it was answered."""

    def on_execute(self) -> Iterator[None]:
        """Note it around the execution, which only valid documents come to."""
        execution = self.execution_context
        asking, document = execution.context, execution.graphql_document
        if document is None or not isinstance(asking, Context):
            yield
            return
        asking.kind = kind_of(document, execution.operation_name)
        yield
        asking.answered = execution.result is not None and not execution.result.errors


def kind_of(document: DocumentNode, operation: str | None) -> str:
    """Return the one field of the schema that a valid document asks for, or else `several`.

    >>> from graphql import parse
    >>> kind_of(parse("{ mine: path { digest } }"), None)
    'path'
    >>> kind_of(parse("query A { gap roles } query B { roles }"), "A")
    'several'
    """
    asked = {
        node.name.value if isinstance(node, FieldNode) else SEVERAL
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode)
        and (operation is None or (each.name is not None and each.name.value == operation))
        for node in each.selection_set.selections
    }
    return asked.pop() if len(asked) == 1 else SEVERAL
