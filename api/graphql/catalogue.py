"""Queries about what is known: revisions, terms, lists and searches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Generic, TypeVar

import strawberry

from api.application.curate.history import revision as revision_at
from api.application.snapshots.known import Known
from api.application.snapshots.snapshots import Standing
from api.graphql.context import After, Asking, At, Before, First, Last, asked_at, known_at
from api.graphql.cursors import MOST, Page, Window, cursor, page
from api.graphql.global_ids import iri_of, name_of
from api.graphql.terms import (
    Competency,
    Framework,
    Node,
    Resource,
    Role,
    Term,
    TermKind,
    term,
)
from graph.store import Revision as StoredRevision
from ontology.errors import MalformedQuestionError, UnknownTermError
from ontology.terms import Kind

NodeType = TypeVar("NodeType", bound=Term)

GlobalId = Annotated[strawberry.ID, strawberry.argument(description="A global id.")]
GlobalIds = Annotated[
    list[strawberry.ID], strawberry.argument(description="Global ids; at most 100.")
]
Name = Annotated[str, strawberry.argument(description="An IRI, CURIE, label or global id.")]

PAGE = 20
LONGEST_TEXT = 500
"""Characters of a search: its words are compared with those of all labels."""

HITS = 200
"""Hits that a search ranks; whoever wants more should ask more precisely."""


@strawberry.type(description="One link in the chain of history.")
class Revision:
    """A revision: its content never changes, and its digest chains to the one before."""

    number: int = strawberry.field(
        description="The number, from 1; 0 where nothing was ever loaded."
    )
    at: datetime = strawberry.field(description="When it was committed, in UTC.")
    author: str = strawberry.field(description="Who committed it.")
    reason: str = strawberry.field(description="Why.")
    content: str = strawberry.field(description="The digest of everything it holds.")
    digest: str = strawberry.field(description="The digest of this commit and all before it.")
    previous: str = strawberry.field(description="The digest of the revision before.")
    degraded: bool = strawberry.field(
        description="Whether the store could not be asked lately: there may be newer revisions."
    )
    seconds_since_confirmed: float = strawberry.field(
        description="How long ago the store confirmed which revision is the newest."
    )


@strawberry.type(description="Where a page lies in its list (Relay).")
class PageInfo:
    """Whether there is more on either side."""

    has_next_page: bool = strawberry.field(description="Whether there is more after it.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before it.")
    start_cursor: str | None = strawberry.field(
        description="The cursor of its first item; null where it is empty."
    )
    end_cursor: str | None = strawberry.field(
        description="The cursor of its last item; null where it is empty."
    )


@strawberry.type(description="One item of a page, with its cursor.")
class Edge(Generic[NodeType]):
    """An item."""

    cursor: str = strawberry.field(
        description="Give it as `after` or `before`; it means nothing to clients."
    )
    node: NodeType = strawberry.field(description="The item.")


@strawberry.type(description="One page of a list, in the order of IRIs.")
class Connection(Generic[NodeType]):
    """A page (Relay)."""

    edges: list[Edge[NodeType]] = strawberry.field(description="The items of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many items the whole list has.")


@strawberry.type(name="TermEdge", description="A term that was found by its label.")
class SearchEdge:
    """A hit: `matched` is the label that resembles the text, `score` how much (0 to 1)."""

    cursor: str = strawberry.field(description="Give it as `after`; it means nothing to clients.")
    node: Term = strawberry.field(description="The term that was found.")
    matched: str = strawberry.field(description="The label that resembles the text.")
    score: float = strawberry.field(description="How much it does, from 0 to 1.")


@strawberry.type(name="TermConnection", description="One page of hits, best first.")
class SearchConnection:
    """A page of hits (Relay)."""

    edges: list[SearchEdge] = strawberry.field(description="The hits of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(
        description="How many hits there are; at most 200 are ranked."
    )


@strawberry.type
class CatalogueQuery:
    """What is known, as of a revision."""

    @strawberry.field(description="The newest revision, or another.")
    def revision(self, info: Asking, at: At = None) -> Revision:
        application, asked = info.context.application, asked_at(info, at)
        standing = application.snapshots.newest(asked.tenant)
        return revision_object(revision_at(application, asked), standing)

    @strawberry.field(description="Anything by its global id; null where it is not known.")
    def node(self, info: Asking, id: GlobalId) -> Node | None:
        return _node(known_at(info, None), id)

    @strawberry.field(description="Several things by their global ids, in that order (Relay).")
    def nodes(self, info: Asking, ids: GlobalIds) -> list[Node | None]:
        if len(ids) > MOST:
            raise MalformedQuestionError(f"at most {MOST} ids in one question")
        known = known_at(info, None)
        return [_node(known, each) for each in ids]

    @strawberry.field(description="A term by IRI, CURIE or label; null where it is not known.")
    def term(self, info: Asking, name: Name, at: At = None) -> Term | None:
        known = known_at(info, at)
        try:
            iri = known.names.resolve(name_of(name, known.snapshot.dataset.prefixes))
        except UnknownTermError:
            return None
        return term(known.snapshot, iri)

    @strawberry.field(description="Terms by label in any language, typos forgiven, best first.")
    def search(
        self,
        info: Asking,
        text: Annotated[str, strawberry.argument(description="What to look for.")],
        kinds: Annotated[
            list[TermKind] | None,
            strawberry.argument(description="Kinds of terms; all by default."),
        ] = None,
        language: Annotated[
            str | None, strawberry.argument(description="The language whose labels count most.")
        ] = None,
        first: Annotated[int, strawberry.argument(description="So many hits; at most 100.")] = PAGE,
        after: After = None,
        at: At = None,
    ) -> SearchConnection:
        if len(text) > LONGEST_TEXT:
            raise MalformedQuestionError(f"a search has at most {LONGEST_TEXT} characters")
        known = known_at(info, at)
        wanted = tuple(Kind(kind.value) for kind in kinds or TermKind)
        hits = known.index.find(text, wanted, language, HITS)
        ranks = [f"{rank:06}" for rank in range(len(hits))]
        shown = page(ranks, Window(first, after), PAGE)
        edges = [
            SearchEdge(
                cursor=cursor(ranks[place]),
                node=found,
                matched=hits[place].label,
                score=hits[place].score,
            )
            for place in range(shown.start, shown.stop)
            if (found := term(known.snapshot, hits[place].term)) is not None
        ]
        info_ = page_info(shown, [edge.cursor for edge in edges])
        return SearchConnection(edges=edges, page_info=info_, total_count=len(hits))

    @strawberry.field(description="Every competency.")
    def competencies(
        self,
        info: Asking,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        at: At = None,
    ) -> Connection[Competency]:
        return connection(
            known_at(info, at), Kind.COMPETENCY, Competency, Window(first, after, last, before)
        )

    @strawberry.field(description="Every role.")
    def roles(
        self,
        info: Asking,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        at: At = None,
    ) -> Connection[Role]:
        return connection(known_at(info, at), Kind.ROLE, Role, Window(first, after, last, before))

    @strawberry.field(description="Every resource.")
    def resources(
        self,
        info: Asking,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        at: At = None,
    ) -> Connection[Resource]:
        return connection(
            known_at(info, at), Kind.RESOURCE, Resource, Window(first, after, last, before)
        )

    @strawberry.field(description="Every framework.")
    def frameworks(
        self,
        info: Asking,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        at: At = None,
    ) -> Connection[Framework]:
        return connection(
            known_at(info, at), Kind.FRAMEWORK, Framework, Window(first, after, last, before)
        )


def _node(known: Known, identifier: str) -> Node | None:
    iri = iri_of(identifier)
    return None if iri is None else term(known.snapshot, iri)


def connection(
    known: Known, kind: Kind, wanted: type[NodeType], window: Window
) -> Connection[NodeType]:
    """Cut a page out of all terms of a kind, in the order of their IRIs."""
    names = known.listed[kind]
    shown = page(names, window, PAGE)
    found = ((name, term(known.snapshot, name)) for name in names[shown.start : shown.stop])
    edges = [
        Edge(cursor=cursor(name), node=node) for name, node in found if isinstance(node, wanted)
    ]
    info = page_info(shown, [edge.cursor for edge in edges])
    return Connection(edges=edges, page_info=info, total_count=len(names))


def page_info(shown: Page, cursors: list[str]) -> PageInfo:
    """Say where a page lies."""
    return PageInfo(
        has_next_page=shown.has_next,
        has_previous_page=shown.has_previous,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def revision_object(revision: StoredRevision, standing: Standing) -> Revision:
    """Write a revision, and how well it is known that there is no newer one than stands."""
    return Revision(
        number=revision.number,
        at=revision.at,
        author=revision.author,
        reason=revision.reason,
        content=revision.content,
        digest=revision.digest,
        previous=revision.previous,
        degraded=standing.degraded,
        seconds_since_confirmed=round(standing.age, 3),
    )
