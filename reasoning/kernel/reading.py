"""What the statements say of takings and attainments, each looked up once for one check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ontology.condition import Attainment, Condition, holds
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Competency,
    CompetencyKind,
    Framework,
    Kind,
    Prerequisite,
    Relation,
    Resource,
    Scale,
    Strength,
    Teaching,
)
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Question
from reasoning.statements import Statements, contents, named


class Advice(NamedTuple):
    """A prerequisite by name, with what it asks for."""

    name: Iri
    condition: Condition


class Entry(NamedTuple):
    """What rules 1 to 3 of `model` §3 ask of a taking, and what it gives.

    `needs` are its own, `groundwork` is that of each attainment it gains, `starts` are the
    levels it starts from and does not teach itself; `gains` are sorted, and `brings` is all
    that follows from them.
    """

    needs: tuple[Condition, ...]
    groundwork: tuple[tuple[Attainment, tuple[Condition, ...]], ...]
    starts: tuple[Attainment, ...]
    gains: tuple[Attainment, ...]
    brings: frozenset[Attainment]

    def open_to(self, held: Callable[[Attainment], bool]) -> bool:
        """Tell whether it may be taken by somebody who holds just that."""
        return (
            all(map(held, self.starts))
            and all(holds(condition, held) for condition in self.needs)
            and self._is_grounded(held)
        )

    def _is_grounded(self, held: Callable[[Attainment], bool]) -> bool:
        def then(attainment: Attainment) -> bool:
            return attainment in self.brings or held(attainment)

        return all(
            held(gained) or all(holds(condition, then) for condition in conditions)
            for gained, conditions in self.groundwork
            if conditions
        )


class Reading:
    """One question's reading of the statements."""

    def __init__(self, question: Question, statements: Statements) -> None:
        self.question = question
        self._statements = statements
        self._entries: dict[Taking, Entry] = {}
        self._competencies: dict[Iri, Competency | None] = {}
        self._aligned: dict[Iri, tuple[tuple[Iri, Iri], ...]] = {}
        self.held = self.following(question.held)

    def competency(self, name: Iri) -> Competency | None:
        """Return the competency of that name, if there is one."""
        if name not in self._competencies:
            self._competencies[name] = named(self._statements, Competency, name)
        return self._competencies[name]

    def resource(self, name: Iri) -> Resource | None:
        """Return the resource of that name, if there is one."""
        return named(self._statements, Resource, name)

    def top_level(self, name: Iri) -> int:
        """Return the highest level of a competency; 0 where nothing can be held of it."""
        competency = self.competency(name)
        if competency is None or competency.kind is CompetencyKind.GROUP:
            return 0
        scale = self._scale(competency)
        return 1 if scale is None else len(scale.levels)

    def _scale(self, competency: Competency | None) -> Scale | None:
        if competency is None or competency.scale is None:
            return None
        return named(self._statements, Scale, competency.scale)

    def following(self, held: Iterable[Attainment]) -> frozenset[Attainment]:
        """Return what is held, with all lower levels and equivalents."""
        found = set(held)
        waiting = list(found)
        while waiting:
            competency, level = waiting.pop()
            into = [Attainment(target, level) for _, target in self._leading_from(competency)]
            below = [Attainment(competency, level - 1)] if level > 1 else []
            new = [attainment for attainment in (*below, *into) if attainment not in found]
            found.update(new)
            waiting.extend(new)
        return frozenset(found)

    def _leading_from(self, competency: Iri) -> Iterator[tuple[Iri, Iri]]:
        return (arrow for arrow in self._arrows(competency) if arrow[0] == competency)

    def leading_to(self, competency: Iri) -> Iterator[Iri]:
        """Yield the competencies each level of which stands for that level of this one."""
        return (source for source, target in self._arrows(competency) if target == competency)

    def _arrows(self, competency: Iri) -> tuple[tuple[Iri, Iri], ...]:
        if competency not in self._aligned:
            found = contents(self._statements, Alignment, competency)
            arrows = {arrow for alignment in found for arrow in self._arrows_of(alignment)}
            self._aligned[competency] = tuple(sorted(arrows))
        return self._aligned[competency]

    def _arrows_of(self, alignment: Alignment) -> Iterator[tuple[Iri, Iri]]:
        origin, target = self.competency(alignment.origin), self.competency(alignment.target)
        if not alignment.approved_by or origin is None or target is None:
            return
        if origin.scale == target.scale:
            if alignment.relation in {Relation.EXACT, Relation.REPLACED_BY}:
                yield origin.id, target.id
            if alignment.relation is Relation.EXACT:
                yield target.id, origin.id

    def takings_into(self, competency: Iri, level: int) -> Iterator[Taking]:
        """Yield all that gains the competency at that level or above; some more than once."""
        for teaching in contents(self._statements, Teaching, competency):
            if teaching.competency == competency and teaching.level >= level:
                yield Course(teaching.resource)
        for studied in range(level, self.top_level(competency) + 1):
            yield SelfStudy(Attainment(competency, studied))

    def entry(self, taking: Taking) -> Entry:
        """Return what the taking asks and gives."""
        if taking not in self._entries:
            self._entries[taking] = self._read_entry(taking)
        return self._entries[taking]

    def _read_entry(self, taking: Taking) -> Entry:
        starts = self._starts(taking)
        highest: dict[Iri, int] = {}
        for competency, level in starts:
            highest[competency] = max(level, highest.get(competency, 0))
        gains = tuple(
            Attainment(name, level)
            for name in sorted(highest)
            for level in range(1, highest[name] + 1)
        )
        needs = self._required(taking.resource, None) if isinstance(taking, Course) else ()
        groundwork = tuple((gained, self._required(*gained)) for gained in gains)
        wanted = {
            Attainment(taught.competency, start)
            for taught, start in starts.items()
            if start > 0 and Attainment(taught.competency, start) not in starts
        }
        return Entry(needs, groundwork, tuple(sorted(wanted)), gains, self.following(gains))

    def _starts(self, taking: Taking) -> dict[Attainment, int]:
        """Return what is taught by name, with the level each starts from."""
        if isinstance(taking, SelfStudy):
            return {taking.attainment: self._default_start(taking.attainment)}
        found: dict[Attainment, int] = {}
        for teaching in contents(self._statements, Teaching, taking.resource):
            if teaching.resource == taking.resource:
                taught = Attainment(teaching.competency, teaching.level)
                stated = teaching.start
                found[taught] = self._default_start(taught) if stated is None else stated
        return found

    def _default_start(self, taught: Attainment) -> int:
        if taught.level <= 1:
            return 0
        scale = self._scale(self.competency(taught.competency))
        return taught.level - 1 if scale is not None and scale.progressive else 0

    def _required(self, target: Iri, level: int | None) -> tuple[Condition, ...]:
        found = self.prerequisites(target, level, Strength.REQUIRED)
        return tuple(advice.condition for advice in found)

    def prerequisites(self, target: Iri, level: int | None, strength: Strength) -> Iterator[Advice]:
        """Yield what must or should hold before a level of a competency, or before a resource."""
        for statement in self._statements.about(Kind.PREREQUISITE, target):
            content = statement.content
            if not isinstance(content, Prerequisite) or content.strength is not strength:
                continue
            if content.level == level:
                yield Advice(statement.id, content.condition)

    def effort(self, taking: Taking) -> tuple[int, bool] | None:
        """Return the minutes of a taking and whether they are assumed; None where unknown."""
        match taking:
            case Course(name):
                stated = self._course_effort(name)
            case SelfStudy(attainment):
                stated = self._level_effort(attainment)
        if stated is None and self.question.assumed_minutes is not None and self._exists(taking):
            return self.question.assumed_minutes, True
        return stated

    def _course_effort(self, name: Iri) -> tuple[int, bool] | None:
        resource = self.resource(name)
        if resource is None:
            return None
        if resource.effort is not None:
            return resource.effort, False
        framework = named(self._statements, Framework, resource.framework)
        if framework is None or framework.assumed_effort is None:
            return None
        return framework.assumed_effort, True

    def _level_effort(self, attainment: Attainment) -> tuple[int, bool] | None:
        competency = self.competency(attainment.competency)
        if competency is None or not self._exists(SelfStudy(attainment)):
            return None
        for level in (attainment.level, EVERY_LEVEL):
            for entry in competency.effort:
                if entry.level == level:
                    return entry.minutes, False
        return None

    def _exists(self, taking: Taking) -> bool:
        if isinstance(taking, Course):
            return self.resource(taking.resource) is not None
        attainment = taking.attainment
        return 1 <= attainment.level <= self.top_level(attainment.competency)
