"""What the doctor found, in words: the sentence, and the proposal to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from ontology.names import Iri
from ontology.terms import Prerequisite
from reasoning.curation.diagnosis import (
    BrokenCircle,
    Circle,
    Diagnosis,
    EffortUnknown,
    EmptyRoles,
    IdleResources,
    ManyEffortsUnknown,
    ManyUntaught,
    NeverMet,
    Orphans,
    Redundant,
    UnreachableRole,
    UnreachableRoles,
    Untaught,
    UntaughtFramework,
)
from reasoning.narration.causes import cause, circle, levels
from reasoning.narration.labels import Labels
from reasoning.narration.phrases import counted, listed, number, sentence, shortened
from reasoning.narration.statements import needs

NAMED = 5


class Worded(NamedTuple):
    """What is wrong, and what would mend it."""

    sentence: str
    fix: str


def worded(found: Diagnosis, labels: Labels) -> Worded:
    """Say a diagnosis and its proposal."""
    match found:
        case Circle():
            return Worded(cause(found, labels), _cut(found, labels))
        case Untaught(attainments):
            named = levels(attainments, labels)
            fix = f"add a resource that teaches {named}, or state how long learning it alone takes"
            return Worded(cause(found, labels), sentence(fix))
        case EffortUnknown(_, resources):
            named = _terms(resources, labels)
            fix = f"state the effort of {named}, or an assumed effort for the framework"
            return Worded(cause(found, labels), sentence(fix))
        case NeverMet():
            return Worded(cause(found, labels), "Name something in it that can be held.")
        case UntaughtFramework() | ManyUntaught() | ManyEffortsUnknown():
            return _of_many(found, labels)
        case UnreachableRole() | UnreachableRoles():
            return _of_roles(found, labels)
        case BrokenCircle() | Redundant():
            return _of_edges(found, labels)
        case Orphans() | EmptyRoles() | IdleResources():
            return _of_leftovers(found, labels)
        case never:
            assert_never(never)


def _cut(found: Circle, labels: Labels) -> str:
    said = [
        f"that {needs(content, labels)}"
        for identifier in found.cut
        if isinstance(content := labels.content(identifier), Prerequisite)
    ]
    if not said:
        return "Let one resource teach them together, or let one start from less."
    one = "this alone frees" if len(said) == 1 else "together this frees"
    freed = _all(len({member.competency for member in found.members}))
    return sentence(f"give up, or only recommend, {listed(said)}: {one} {freed}")


def _all(count: int) -> str:
    return "it" if count == 1 else "both" if count == 2 else f"all {number(count)}"


def _of_many(
    found: UntaughtFramework | ManyUntaught | ManyEffortsUnknown, labels: Labels
) -> Worded:
    match found:
        case UntaughtFramework(framework, count):
            return Worded(
                sentence(
                    f"{labels.term(framework)} is a bare vocabulary: nothing teaches any of its "
                    f"{number(count)} competencies, and none states an effort"
                ),
                "Load resources that teach them, or plan with assumed hours.",
            )
        case ManyUntaught(framework, competencies):
            return Worded(
                sentence(
                    f"nobody teaches all levels of {number(len(competencies))} competencies of "
                    f"{labels.term(framework)}: {_terms(competencies, labels)}"
                ),
                "Load resources that teach them, or plan with assumed hours.",
            )
        case ManyEffortsUnknown(framework, competencies, resources):
            return Worded(
                sentence(
                    f"to {number(len(competencies))} competencies of {labels.term(framework)} "
                    f"lead only resources that state no effort: {_terms(resources, labels)}"
                ),
                "State their effort, or an assumed effort for the framework.",
            )
        case never:
            assert_never(never)


def _of_roles(found: UnreachableRole | UnreachableRoles, labels: Labels) -> Worded:
    match found:
        case UnreachableRole(role, wanting):
            named = shortened(list(map(labels.attainment, wanting)), NAMED)
            what = "that" if len(wanting) == 1 else "those"
            return Worded(
                sentence(f"nobody can become {labels.term(role)}, for want of {named}"),
                f"Make {what} reachable, or let the role do without.",
            )
        case UnreachableRoles(framework, roles):
            return Worded(
                sentence(
                    f"{counted(len(roles), 'role')} of {labels.term(framework)} are beyond "
                    f"reach: {_terms(roles, labels)}"
                ),
                "Make what they require reachable.",
            )
        case never:
            assert_never(never)


def _of_edges(found: BrokenCircle | Redundant, labels: Labels) -> Worded:
    match found:
        case BrokenCircle(links, members, by):
            said = circle(links, members, labels).rstrip(".")
            broken = shortened(list(map(labels.taking, by)), NAMED) or "an alignment"
            return Worded(
                f"{said}. That harms nobody, since {broken} leads past it.",
                "Leave it, or make one of the prerequisites a recommendation.",
            )
        case Redundant(_, target, implied, through):
            named = labels.attainment(implied)
            return Worded(
                sentence(
                    f"{labels.attainment(target)} asks for {named}, "
                    f"which {labels.attainment(through)}, asked for as well, needs anyway"
                ),
                sentence(f"leave {named} out of what {labels.attainment(target)} needs"),
            )
        case never:
            assert_never(never)


def _of_leftovers(found: Orphans | EmptyRoles | IdleResources, labels: Labels) -> Worded:
    match found:
        case Orphans(framework, terms):
            count = counted(len(terms), "competency", "competencies")
            are = "is" if len(terms) == 1 else "are"
            what = f"{are} needed by no role, taught by nothing and mentioned nowhere"
            fix = "Connect them, or mark them as deprecated."
        case EmptyRoles(framework, terms):
            count = counted(len(terms), "role")
            what = f"{'requires' if len(terms) == 1 else 'require'} nothing essential"
            fix = "Say what the role cannot do without."
        case IdleResources(framework, terms):
            count = counted(len(terms), "resource")
            what = f"{'teaches' if len(terms) == 1 else 'teach'} nothing"
            fix = "Say what they teach, or retract them."
        case never:
            assert_never(never)
    named = f"{count} of {labels.term(framework)} {what}: {_terms(terms, labels)}"
    return Worded(sentence(named), fix)


def _terms(terms: Sequence[Iri], labels: Labels) -> str:
    return shortened(sorted(map(labels.term, terms), key=str.casefold), NAMED)
