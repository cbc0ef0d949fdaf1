"""How reports name a statement: a term by itself, a relation by the terms that it joins."""

from __future__ import annotations

from ontology.condition import Attainment
from ontology.dataset import Statement
from ontology.names import Iri, Prefixes
from ontology.terms import Alignment, Assessing, Prefix, Prerequisite, Requirement, Teaching


def phrase(statement: Statement, prefixes: Prefixes) -> str:
    """Name a statement with its kind: ``the teaching of `ex:sql@2` by `ex:course` ``."""
    return f"the {statement.kind} {_named(statement, prefixes)}"


def attainment_name(attainment: Attainment, prefixes: Prefixes) -> str:
    """Write an attainment as people write it."""
    return f"{prefixes.compact(attainment.competency)}@{attainment.level}"


def _named(statement: Statement, prefixes: Prefixes) -> str:
    match content := statement.content:
        case Prefix():
            return f"`{content.prefix}:`"
        case Requirement():
            return f"of {_term(content.competency, prefixes)} by {_term(content.role, prefixes)}"
        case Teaching() | Assessing():
            reached = attainment_name(Attainment(content.competency, content.level), prefixes)
            return f"of `{reached}` by {_term(content.resource, prefixes)}"
        case Prerequisite():
            return _prerequisite(content, prefixes)
        case Alignment():
            return f"of {_term(content.origin, prefixes)} with {_term(content.target, prefixes)}"
        case _:
            return _term(statement.id, prefixes)


def _prerequisite(content: Prerequisite, prefixes: Prefixes) -> str:
    own = "" if content.id is None else f"{_term(content.id, prefixes)} "
    if content.level is None:
        return f"{own}of {_term(content.target, prefixes)}"
    guarded = attainment_name(Attainment(content.target, content.level), prefixes)
    return f"{own}of `{guarded}`"


def _term(iri: Iri, prefixes: Prefixes) -> str:
    return f"`{prefixes.compact(iri)}`"
