"""Queries about what is known: revisions, terms, lists and searches."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

import strawberry

from api.application.curate.history import revision as revision_at
from api.application.snapshots import Known
from api.graphql.context import Asking, RevisionInput, asked_at, known_at
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

PAGE = 20
HITS = 200
"""Hits that a search ranks; whoever wants more should ask more precisely."""


@strawberry.type(description="One link in the chain of history.")
class Revision:
    """A revision: its content never changes, and its digest chains to the one before."""

    number: int
    at: datetime = strawberry.field(description="When it was committed, in UTC.")
    author: str
    reason: str
    content: str = strawberry.field(description="The digest of everything it holds.")
    digest: str = strawberry.field(description="The digest of this commit and all before it.")
    previous: str


@strawberry.type(description="Where a page lies in its list (Relay).")
class PageInfo:
    """Whether there is more on either side."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="One item of a page, with its cursor.")
class Edge(Generic[NodeType]):
    """An item."""

    cursor: str
    node: NodeType


@strawberry.type(description="One page of a list, in the order of IRIs.")
class Connection(Generic[NodeType]):
    """A page (Relay)."""

    edges: list[Edge[NodeType]]
    page_info: PageInfo
    total_count: int


@strawberry.type(name="TermEdge", description="A term that was found by its label.")
class SearchEdge:
    """A hit: `matched` is the label that resembles the text, `score` how much (0 to 1)."""

    cursor: str
    node: Term
    matched: str
    score: float


@strawberry.type(name="TermConnection", description="One page of hits, best first.")
class SearchConnection:
    """A page of hits (Relay)."""

    edges: list[SearchEdge]
    page_info: PageInfo
    total_count: int


@strawberry.type
class CatalogueQuery:
    """What is known, as of a revision."""

    @strawberry.field(description="The newest revision, or another.")
    def revision(self, info: Asking, at: RevisionInput | None = None) -> Revision:
        return revision_object(revision_at(info.context.application, asked_at(info, at)))

    @strawberry.field(description="Anything by its global id; null where it is not known.")
    def node(self, info: Asking, id: strawberry.ID) -> Node | None:
        return _node(known_at(info, None), id)

    @strawberry.field(description="Several things by their global ids, in that order (Relay).")
    def nodes(self, info: Asking, ids: list[strawberry.ID]) -> list[Node | None]:
        if len(ids) > MOST:
            raise MalformedQuestionError(f"at most {MOST} ids in one question")
        known = known_at(info, None)
        return [_node(known, each) for each in ids]

    @strawberry.field(description="A term by IRI, CURIE or label; null where it is not known.")
    def term(self, info: Asking, name: str, at: RevisionInput | None = None) -> Term | None:
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
        text: str,
        kinds: list[TermKind] | None = None,
        language: str | None = None,
        first: int = PAGE,
        after: str | None = None,
        at: RevisionInput | None = None,
    ) -> SearchConnection:
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
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        at: RevisionInput | None = None,
    ) -> Connection[Competency]:
        return connection(
            known_at(info, at), Kind.COMPETENCY, Competency, Window(first, after, last, before)
        )

    @strawberry.field(description="Every role.")
    def roles(
        self,
        info: Asking,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        at: RevisionInput | None = None,
    ) -> Connection[Role]:
        return connection(known_at(info, at), Kind.ROLE, Role, Window(first, after, last, before))

    @strawberry.field(description="Every resource.")
    def resources(
        self,
        info: Asking,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        at: RevisionInput | None = None,
    ) -> Connection[Resource]:
        return connection(
            known_at(info, at), Kind.RESOURCE, Resource, Window(first, after, last, before)
        )

    @strawberry.field(description="Every framework.")
    def frameworks(
        self,
        info: Asking,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        at: RevisionInput | None = None,
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


def revision_object(revision: StoredRevision) -> Revision:
    """Write a revision."""
    return Revision(
        number=revision.number,
        at=revision.at,
        author=revision.author,
        reason=revision.reason,
        content=revision.content,
        digest=revision.digest,
        previous=revision.previous,
    )
