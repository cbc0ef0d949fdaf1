"""Why something is beyond reach, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from ontology.condition import Attainment
from ontology.terms import Prerequisite
from reasoning.curation.diagnosis import Cause, Circle, EffortUnknown, Link, NeverMet, Untaught
from reasoning.narration.labels import Labels
from reasoning.narration.phrases import listed, sentence, shortened
from reasoning.narration.statements import prerequisite

NAMED = 4


def cause(found: Cause, labels: Labels) -> str:
    """Say why nobody gets there."""
    match found:
        case Circle():
            return circle(found.links, found.members, labels)
        case Untaught(attainments):
            named = levels(attainments, labels)
            return sentence(f"nobody teaches {named}, and no effort of learning it alone is stated")
        case EffortUnknown(attainments, resources):
            named = shortened(list(map(labels.resource, resources)), NAMED)
            states = "it states" if len(resources) == 1 else "they state"
            return sentence(
                f"only {named} would lead to {levels(attainments, labels)}, "
                f"but {states} no effort, so no path can count on it"
            )
        case NeverMet(attainment, statements):
            contents = [labels.content(identifier) for identifier in statements]
            said = [prerequisite(c, labels) for c in contents if isinstance(c, Prerequisite)]
            return sentence(
                f"{labels.attainment(attainment)} asks for what cannot be met: {'; '.join(said)}"
            )
        case never:
            assert_never(never)


def circle(links: Sequence[Link], members: Sequence[Attainment], labels: Labels) -> str:
    """Say which attainments need one another, edge by edge, and which are caught with them."""
    around = [link.target for link in links]
    named = shortened(list(map(labels.attainment, around)), NAMED)
    if len(links) == 1:
        said = f"{named} can be learnt only by who holds it already"
    else:
        said = f"{named} need one another{' in a circle' if len(links) > 2 else ''}"
    caught = [labels.attainment(each) for each in members if each not in set(around)]
    them = "it" if len(links) == 1 else "them"
    others = f", and {shortened(caught, NAMED)} with {them}" if caught else ""
    edges = "; ".join(link(each, labels) for each in links)
    return sentence(f"{said}{others}: {edges}")


def link(found: Link, labels: Labels) -> str:
    """Say what waits for what, by which statement, and where that comes from."""
    content = labels.content(found.statement)
    target, needed = labels.attainment(found.target), labels.attainment(found.needed)
    if isinstance(content, Prerequisite) and content.level is not None:
        said = prerequisite(content, labels)
        if (content.target, content.level) != found.target:
            said = f"{labels.taking(found.by)}, which leads to {target}, asks for {needed}: {said}"
    elif isinstance(content, Prerequisite):
        said = f"{labels.taking(found.by)}, which leads to {target}, needs {needed}"
    else:
        said = f"{labels.taking(found.by)}, which leads to {target}, starts from {needed}"
    source = labels.source(found.statement)
    return f"{said} ({source})" if source else said


def levels(attainments: Sequence[Attainment], labels: Labels) -> str:
    """Say levels of one competency together: “SQL” at levels 2 and 3."""
    first = attainments[0]
    if len(attainments) == labels.levels(first.competency):
        return labels.term(first.competency)
    if len(attainments) == 1:
        return labels.attainment(first)
    numbers = listed([str(each.level) for each in attainments])
    return f"{labels.term(first.competency)} at levels {numbers}"
