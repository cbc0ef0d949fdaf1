"""Smallest curricula that break a graph-wide contract each, and neighbours that break none."""

from __future__ import annotations

from builders import english, ex

from ontology.condition import Attainment, all_of
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Level,
    LevelEffort,
    Prerequisite,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Strength,
    Teaching,
)

FRAMEWORK = Framework(ex("f"), english("F"), assumed_effort=60)
GROUP = Competency(ex("g"), ex("f"), english("g"), CompetencyKind.GROUP)
A = Competency(ex("a"), ex("f"), english("a"))
B = Competency(ex("b"), ex("f"), english("b"))
SCALE = Scale(ex("s"), (Level(english("1")), Level(english("2"))))
CLIMB = Scale(ex("p"), (Level(english("1")), Level(english("2"))), progressive=True)
C = Competency(ex("c"), ex("f"), english("c"), scale=ex("s"))
D = Competency(ex("d"), ex("f"), english("d"), scale=ex("p"))
ROLE = Role(ex("r"), ex("f"), english("r"))
COURSE = Resource(ex("x"), ex("f"), english("x"))
BASE = (FRAMEWORK, GROUP, A, B, SCALE, CLIMB, C, D, ROLE, COURSE)


def attainment(name: str, level: int = 1) -> Attainment:
    """Name an attainment."""
    return Attainment(ex(name), level)


def prerequisite(
    target: str, *needs: Attainment, level: int | None = 1, because: str = "so it is"
) -> Prerequisite:
    """Make a required prerequisite; without a reason where `because` is empty."""
    return Prerequisite(
        ex(target), level, all_of(*needs), rationale=english(because) if because else ()
    )


BREAKING: dict[str, tuple[Content, ...]] = {
    "framework-exists": (Competency(ex("n"), ex("nowhere"), english("n")),),
    "scale-exists": (Competency(ex("n"), ex("f"), english("n"), scale=ex("a")),),
    "broader-competency-exists": (Competency(ex("n"), ex("f"), english("n"), broader=(ex("r"),)),),
    "broader-role-exists": (Role(ex("n"), ex("f"), english("n"), broader=(ex("a"),)),),
    "role-exists": (Requirement(ex("a"), ex("b")),),
    "required-competency-exists": (Requirement(ex("r"), ex("nowhere")),),
    "target-exists": (prerequisite("x", attainment("a")),),
    "mentioned-competency-exists": (prerequisite("a", attainment("nowhere")),),
    "resource-exists": (Teaching(ex("a"), ex("b")),),
    "taught-competency-exists": (Assessing(ex("x"), ex("f")),),
    "broader-competency-without-circle": (
        Competency(ex("n"), ex("f"), english("n"), broader=(ex("n"),)),
    ),
    "broader-role-without-circle": (Role(ex("n"), ex("f"), english("n"), broader=(ex("n"),)),),
    "prerequisite-without-circle": (prerequisite("a", attainment("a")),),
    "level-on-scale": (Requirement(ex("r"), ex("a"), level=2),),
    "mentioned-level-on-scale": (prerequisite("a", attainment("c", 3)),),
    "effort-on-scale": (Competency(ex("n"), ex("f"), english("n"), effort=(LevelEffort(2, 60),)),),
    "effort-once": (
        Competency(ex("n"), ex("f"), english("n"), effort=(LevelEffort(1, 60), LevelEffort(1, 90))),
    ),
    "from-on-progressive-scale": (Teaching(ex("x"), ex("c"), 2, 1),),
    "group-not-required": (Requirement(ex("r"), ex("g")),),
    "group-not-taught": (Teaching(ex("x"), ex("g")),),
    "group-without-prerequisites": (prerequisite("g", attainment("a")),),
    "group-not-mentioned": (prerequisite("a", attainment("g")),),
    "rationale": (prerequisite("a", attainment("b"), because=""),),
    "rationale-advised": (prerequisite("x", attainment("b"), level=None, because=""),),
    "effort-known": (Framework(ex("f2")), Resource(ex("n"), ex("f2"), english("n"))),
    "alignment-of-one-kind": (Alignment(ex("a"), ex("r"), Relation.RELATED),),
    "group-not-equated": (Alignment(ex("a"), ex("g"), Relation.EXACT, "board"),),
    "alignment-anchored": (Alignment(ex("f"), Iri("urn:elsewhere"), Relation.EXACT),),
}

STANDING: dict[str, tuple[Content, ...]] = {
    "every level of a scale": (Requirement(ex("r"), ex("c"), level=2),),
    "a start on a progressive scale": (Teaching(ex("x"), ex("d"), 2, 1),),
    "an effort for each level alike": (
        Competency(ex("n"), ex("f"), english("n"), effort=(LevelEffort(0, 60),)),
    ),
    "an alignment to a vocabulary that is not loaded": (
        Alignment(ex("a"), Iri("urn:elsewhere"), Relation.EXACT),
        Alignment(Iri("urn:elsewhere"), ex("r"), Relation.CLOSE),
    ),
    "a skill beside a group": (Alignment(ex("a"), ex("g"), Relation.BROAD),),
    "a group in place of another": (
        Competency(ex("h"), ex("f"), english("h"), CompetencyKind.GROUP),
        Alignment(ex("g"), ex("h"), Relation.REPLACED_BY),
    ),
    "levels that need lower levels": (
        prerequisite("c", attainment("d", 1), level=2),
        prerequisite("d", attainment("c", 1), level=2),
    ),
    "recommendations in a circle": (
        Prerequisite(ex("a"), 1, attainment("a"), Strength.RECOMMENDED, english("why")),
    ),
    "broader groups": (Competency(ex("n"), ex("f"), english("n"), broader=(ex("g"),)),),
}
