"""The forms of notations: durations, days, currencies, languages, names and conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loaders.documents.nodes import Node, Scalar
from loaders.forms.reading import Reading
from loaders.forms.values import Definitions, JsonSchema, means_text, scalar_of
from ontology.condition import Attainment, Condition, parse_attainment, parse_condition
from ontology.currency import known_currencies
from ontology.errors import MalformedConditionError, MalformedNameError
from ontology.names import Iri

_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"
_DURATION = re.compile(
    rf"PT(?=[0-9])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?(?<=[HMS])", re.ASCII
)


@dataclass(frozen=True, slots=True)
class DurationForm:
    """A duration in ISO 8601, hours and minutes: `PT1H30M`. Read as whole minutes."""

    def read(self, node: Node, reading: Reading, path: str) -> int | None:
        """Read a duration that is a whole number of minutes."""
        scalar = scalar_of(node, reading, path, "a duration such as `PT1H30M`")
        if scalar is None:
            return None
        fix = "write hours and minutes, such as `PT1H30M`"
        found = _DURATION.fullmatch(scalar.text)
        if found is None:
            message = f"`{scalar.text}` is no duration"
            reading.fault(scalar, path, message, fix, value=scalar.text)
            return None
        hours, minutes, seconds = (Decimal(part or 0) for part in found.groups())
        total = hours * 60 + minutes + seconds / 60
        if total != total.to_integral_value():
            message = f"the duration `{scalar.text}` is no whole number of minutes"
            reading.fault(scalar, path, message, fix, value=scalar.text)
            return None
        return int(total)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        number = "[0-9]{1,9}([.][0-9]{1,9})?"
        body = f"^PT(?=[0-9])({number}H)?({number}M)?({number}S)?$"
        return {"type": "string", "pattern": body}


@dataclass(frozen=True, slots=True)
class DayForm:
    """A day in ISO 8601: `2026-10-01`."""

    def read(self, node: Node, reading: Reading, path: str) -> date | None:
        """Read a day of the calendar."""
        scalar = scalar_of(node, reading, path, "a date such as `2026-10-01`")
        if scalar is None:
            return None
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", scalar.text, re.ASCII):
            try:
                return date.fromisoformat(scalar.text)
            except ValueError:
                pass
        message = f"`{scalar.text}` is no day of the calendar"
        fix = "write year, month and day, such as `2026-10-01`"
        reading.fault(scalar, path, message, fix, value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True, slots=True)
class CurrencyForm:
    """A currency by its ISO 4217 code."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        """Read a code that is known."""
        scalar = scalar_of(node, reading, path, "a currency such as `EUR`")
        if scalar is None or scalar.text in known_currencies():
            return None if scalar is None else scalar.text
        message = f"no currency has the code `{scalar.text}`"
        fix = "write a code of ISO 4217, such as `EUR`"
        reading.fault(scalar, path, message, fix, value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string", "pattern": "^[A-Z]{3}$"}


LANGUAGE = "([A-Za-z]{2,8}|[iIxX](?=-))(-[A-Za-z0-9]{1,8})*"
_LANGUAGE = re.compile(LANGUAGE, re.ASCII)


@dataclass(frozen=True, slots=True)
class LanguageForm:
    """A language tag (BCP 47), read in lower case."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        """Read a tag; capitals are counted as changed."""
        scalar = scalar_of(node, reading, path, "a language such as `en`")
        return None if scalar is None else language_of(scalar, reading, path)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string", "pattern": f"^{LANGUAGE}$"}


def language_of(scalar: Scalar, reading: Reading, path: str) -> str | None:
    """Return the tag in lower case."""
    if not (means_text(scalar) and _LANGUAGE.fullmatch(scalar.text)):
        message = f"`{scalar.text}` is no language tag"
        fix = "write a tag of BCP 47, such as `en` or `de-at`; quote a text that has a comma"
        reading.fault(scalar, path, message, fix, value=scalar.text)
        return None
    tag = scalar.text.lower()
    if tag != scalar.text:
        place = reading.place(scalar)
        reading.account.changed("language tag", "written in lower case", place)
    return tag


@dataclass(frozen=True, slots=True)
class NameForm:
    """A term: a CURIE, or an IRI in angle brackets."""

    def read(self, node: Node, reading: Reading, path: str) -> Iri | None:
        """Read a name with the prefixes of the file."""
        scalar = scalar_of(node, reading, path, "a name such as `ex:sql`")
        if scalar is None:
            return None
        try:
            return reading.prefixes.expand(scalar.text)
        except MalformedNameError as error:
            fix = _name_fix(scalar.text)
            reading.fault(scalar, path, error.message, fix, value=scalar.text)
            return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string", "pattern": "^(<[^<>\\s]+>|[A-Za-z][A-Za-z0-9_.-]*:[^\\s<>]+)$"}


def _name_fix(text: str) -> str:
    if "://" in text and not text.startswith("<"):
        return f"write an IRI in angle brackets: `<{text}>`"
    return "write `prefix:name` with a prefix that the file binds, or an IRI in angle brackets"


@dataclass(frozen=True, slots=True)
class AttainmentForm:
    """A competency at a level: `ex:sql@2`; without a level, level 1."""

    def read(self, node: Node, reading: Reading, path: str) -> Attainment | None:
        """Read one attainment with the prefixes of the file."""
        scalar = scalar_of(node, reading, path, "a competency such as `ex:sql` or `ex:sql@2`")
        if scalar is None:
            return None
        try:
            return parse_attainment(scalar.text, reading.prefixes)
        except MalformedConditionError as error:
            _condition_fault(scalar, reading, path, error)
            return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string", "pattern": "^\\s*(<[^<>\\s]+>|[^\\s<>(),]+)(@[0-9]+)?\\s*$"}


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """What must hold: `all(ex:logic, any(ex:sets, ex:relations@2))`."""

    def read(self, node: Node, reading: Reading, path: str) -> Condition | None:
        """Read a condition with the prefixes of the file, into normal form."""
        scalar = scalar_of(node, reading, path, "a condition such as `all(ex:logic, ex:sets)`")
        if scalar is None:
            return None
        try:
            return parse_condition(scalar.text, reading.prefixes)
        except MalformedConditionError as error:
            _condition_fault(scalar, reading, path, error)
            return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string"}


def _condition_fault(
    scalar: Scalar, reading: Reading, path: str, error: MalformedConditionError
) -> None:
    reading.fault_within(
        scalar,
        error.column - 1,
        path,
        error.problem,
        "write all(…), any(…), K of (…), or a competency with its level: `ex:sql@2`",
    )
