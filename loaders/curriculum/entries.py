"""From what is said to the entry that says it, as it will stand in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from loaders.curriculum import format as keys
from loaders.curriculum.layout import Bare, Value
from loaders.forms.records import Key
from ontology.condition import print_condition
from ontology.currency import to_major
from ontology.dataset import Provenance, Statement
from ontology.names import Iri, Prefixes
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Framework,
    Importance,
    LevelEffort,
    Prerequisite,
    Price,
    Requirement,
    Resource,
    Role,
    Scale,
    Status,
    Strength,
    Teaching,
    Texts,
)


class Entry(dict[str, Value]):
    """The keys of an entry in the order in which they are put; what is not stated is left out."""

    def put(self, key: Key[object], value: Value | None) -> None:
        """Put a value under a key, unless there is none to put."""
        if value is not None and (isinstance(value, str) or value):
            self[key.name] = value


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes entries for a file with these prefixes, of that framework."""

    prefixes: Prefixes
    framework: Iri
    licences: Mapping[Iri, str]

    def framework_entry(self, content: Framework) -> Entry:
        """Write a framework."""
        entry = self._named(content.id)
        entry.put(keys.LABEL, texts(content.labels))
        entry.put(keys.DEFINITION, texts(content.definition))
        entry.put(keys.VERSION_OF, content.version)
        entry.put(keys.LICENCE, content.licence)
        entry.put(keys.PUBLISHER, content.publisher)
        entry.put(keys.ASSUMED_EFFORT, duration(content.assumed_effort))
        return entry

    def scale(self, content: Scale) -> Entry:
        """Write a scale; its levels are written even where it has none."""
        entry = self._named(content.id)
        entry.put(keys.LABEL, texts(content.labels))
        entry.put(keys.PROGRESSIVE, Bare("true") if content.progressive else None)
        levels = []
        for level in content.levels:
            written = Entry()
            written.put(keys.LABEL, texts(level.labels))
            written.put(keys.DEFINITION, texts(level.definition))
            levels.append(written)
        entry[keys.LEVELS.name] = levels
        return entry

    def competency(self, content: Competency) -> Entry:
        """Write a competency, without its prerequisites."""
        entry = self._named(content.id)
        entry.put(keys.LABEL, texts(content.labels))
        entry.put(keys.ALTERNATIVE_LABELS, texts(content.alternative_labels))
        entry.put(keys.DEFINITION, texts(content.definition))
        kind = None if content.kind is CompetencyKind.SKILL else content.kind.value
        entry.put(keys.COMPETENCY_KIND, kind)
        entry.put(keys.SCALE_NAME, self.name(content.scale))
        entry.put(keys.BROADER, self._names(content.broader))
        entry.put(keys.EFFORTS, _efforts(content.effort))
        entry.put(keys.STATUS, _status(content.status))
        entry.put(keys.FRAMEWORK_OF, self._framework_of(content.framework))
        return entry

    def role(self, content: Role) -> Entry:
        """Write a role, without its requirements."""
        entry = self._named(content.id)
        entry.put(keys.LABEL, texts(content.labels))
        entry.put(keys.ALTERNATIVE_LABELS, texts(content.alternative_labels))
        entry.put(keys.DEFINITION, texts(content.definition))
        entry.put(keys.CODE, content.code)
        entry.put(keys.BROADER, self._names(content.broader))
        entry.put(keys.STATUS, _status(content.status))
        entry.put(keys.FRAMEWORK_OF, self._framework_of(content.framework))
        return entry

    def requirement(self, content: Requirement) -> Entry:
        """Write a requirement, without its role."""
        entry = Entry()
        entry.put(keys.COMPETENCY_NAME, self.name(content.competency))
        entry.put(keys.LEVEL, _level(content.level))
        optional = content.importance is not Importance.ESSENTIAL
        entry.put(keys.IMPORTANCE, content.importance.value if optional else None)
        entry.put(keys.WEIGHT, _number(content.weight))
        return entry

    def prerequisite(self, content: Prerequisite) -> Entry:
        """Write a prerequisite, without its target."""
        entry = Entry()
        entry.put(keys.LEVEL, None if content.level is None else _level(content.level))
        entry.put(keys.NEEDS, print_condition(content.condition, self.prefixes))
        advised = content.strength is not Strength.REQUIRED
        entry.put(keys.STRENGTH, content.strength.value if advised else None)
        entry.put(keys.BECAUSE, texts(content.rationale))
        if content.support is not None:
            support = Entry()
            support.put(keys.CASES, Bare(content.support.n))
            support.put(keys.VIOLATIONS, Bare(content.support.violations))
            entry.put(keys.SUPPORT, support)
        entry.put(keys.OWN_ID, self.name(content.id))
        return entry

    def resource(self, content: Resource) -> Entry:
        """Write a resource, without what it teaches, assesses and needs."""
        entry = self._named(content.id)
        entry.put(keys.TITLE, texts(content.titles))
        entry.put(keys.SORT, content.kind)
        entry.put(keys.DEFINITION, texts(content.definition))
        entry.put(keys.PROVIDER, content.provider)
        entry.put(keys.LANGUAGES, content.languages)
        entry.put(keys.MODALITY, content.modality)
        entry.put(keys.EFFORT, duration(content.effort))
        entry.put(keys.PRICE, _price(content.price))
        entry.put(keys.AVAILABLE, _availability(content))
        entry.put(keys.REGIONS, content.regions)
        entry.put(keys.AUDIENCE, content.audience)
        entry.put(keys.ACCESSIBILITY, content.accessibility)
        entry.put(keys.LICENCE_OF, content.licence)
        entry.put(keys.URL, content.url)
        entry.put(keys.STATUS, _status(content.status))
        entry.put(keys.FRAMEWORK_OF, self._framework_of(content.framework))
        return entry

    def teaching(self, content: Teaching | Assessing) -> Entry:
        """Write what a resource teaches or assesses, without the resource."""
        entry = Entry()
        entry.put(keys.COMPETENCY_NAME, self.name(content.competency))
        entry.put(keys.LEVEL, _level(content.level))
        entry.put(keys.START, None if content.start is None else Bare(content.start))
        return entry

    def alignment(self, content: Alignment) -> Entry:
        """Write an alignment."""
        entry = Entry()
        entry.put(keys.ORIGIN, self.name(content.origin))
        entry.put(keys.TARGET, self.name(content.target))
        entry.put(keys.RELATION, content.relation.value)
        entry.put(keys.APPROVED_BY, content.approved_by)
        return entry

    def provenance(self, statement: Statement) -> Entry | None:
        """Write what cannot be told from the file: None where that is nothing."""
        stated: Provenance = statement.provenance
        usual = self.licences.get(stated.source)
        entry = Entry()
        foreign = stated.source != self.framework
        entry.put(keys.SOURCE, self.name(stated.source) if foreign else None)
        entry.put(keys.AUTHOR, stated.author)
        entry.put(keys.LICENCE, stated.licence if stated.licence != usual else None)
        entry.put(keys.METHOD, stated.method)
        entry.put(keys.CONFIDENCE, _number(stated.confidence))
        return entry or None

    def name(self, iri: Iri | None) -> str | None:
        """Write a name as people read it."""
        return None if iri is None else self.prefixes.compact(iri)

    def _named(self, iri: Iri) -> Entry:
        entry = Entry()
        entry.put(keys.ID, self.name(iri))
        return entry

    def _names(self, iris: Iterable[Iri]) -> list[str]:
        return [self.prefixes.compact(iri) for iri in iris]

    def _framework_of(self, framework: Iri) -> str | None:
        return None if framework == self.framework else self.name(framework)


def texts(found: Texts) -> Value | None:
    """Write texts by language; a lone one without a language is written bare."""
    by_language: dict[str, list[str]] = {}
    for text in found:
        by_language.setdefault(text.language, []).append(text.text)
    written: dict[str, Value] = {
        language: several[0] if len(several) == 1 else several
        for language, several in by_language.items()
    }
    return written[""] if set(written) == {""} else written


def duration(minutes: int | None) -> str | None:
    """Write whole minutes in ISO 8601: 90 is `PT1H30M`."""
    if minutes is None:
        return None
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _efforts(efforts: tuple[LevelEffort, ...]) -> Value | None:
    written: dict[str, Value] = {}
    for effort in efforts:
        spelled = duration(effort.minutes) or ""
        if effort.level == EVERY_LEVEL:
            return spelled
        written[Bare(effort.level)] = spelled
    return written


def _level(level: int) -> str | None:
    return None if level == 1 else Bare(level)


def _number(number: float | None) -> str | None:
    return None if number is None else Bare(format(Decimal(repr(number)), "f"))


def _status(status: Status) -> str | None:
    return None if status is Status.ACTIVE else status.value


def _price(price: Price | None) -> Entry | None:
    if price is None:
        return None
    entry = Entry()
    entry.put(keys.AMOUNT, Bare(format(to_major(price.minor, price.currency), "f")))
    entry.put(keys.CURRENCY, price.currency)
    return entry


def _availability(content: Resource) -> Entry:
    entry = Entry()
    for key, day in ((keys.SINCE, content.available_from), (keys.UNTIL, content.available_until)):
        entry.put(key, None if day is None else Bare(day.isoformat()))
    return entry
