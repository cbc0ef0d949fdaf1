"""The curriculum format, version 1: every key that a file may have.

The reader, the JSON Schema and the table of the guide are made from this declaration.
"""

from __future__ import annotations

from typing import Final

from loaders.forms.composites import EffortForm, TextsForm
from loaders.forms.notations import (
    AttainmentForm,
    ConditionForm,
    CurrencyForm,
    DayForm,
    DurationForm,
    LanguageForm,
    NameForm,
)
from loaders.forms.preamble import BindingsForm, VersionForm
from loaders.forms.reading import Reading
from loaders.forms.records import (
    Abridged,
    EntriesForm,
    EntryForm,
    EntryOrEntriesForm,
    Fields,
    Key,
    ListForm,
    MadeForm,
    Record,
    SetForm,
)
from loaders.forms.values import (
    ChoiceForm,
    DecimalForm,
    TextForm,
    TruthForm,
    VerbatimForm,
    WholeForm,
)
from ontology.condition import Attainment, Condition
from ontology.currency import decimals, to_minor
from ontology.names import Iri
from ontology.terms import CompetencyKind, Importance, Price, Relation, Status, Strength

VERSION: Final = 1

# what any entry may say about itself
ID = Key("id", NameForm(), "its IRI, as a CURIE or in angle brackets", needed=True)
LICENCE = Key(
    "licence", VerbatimForm(), "the licence of this entry, where it is not the framework's"
)
SOURCE = Key("source", NameForm(), "the framework whose publisher says it, if not the file's")
AUTHOR = Key("author", TextForm(), "who says it")
METHOD = Key("method", TextForm(), "how a machine came to propose it, or `imported`")
CONFIDENCE = Key("confidence", DecimalForm(1), "how sure the machine is, from 0 to 1")
PROVENANCE_ENTRY = Record(
    "provenance", "a provenance", (SOURCE, AUTHOR, LICENCE, METHOD, CONFIDENCE)
)
PROVENANCE = Key(
    "provenance",
    PROVENANCE_ENTRY,
    "where the entry comes from, beyond its file, row and framework",
)
ANY = (LICENCE, PROVENANCE)

LABEL = Key("label", TextsForm(), "its name by language")
TITLE = Key("title", TextsForm(), "its title by language")
ALTERNATIVE_LABELS = Key("alternative-labels", TextsForm(), "other names by language")
DEFINITION = Key("definition", TextsForm(), "what it means, by language")
FRAMEWORK_OF = Key("framework", NameForm(), "its framework, where it is not the file's")
BROADER = Key("broader", SetForm(NameForm()), "the terms that classify it")
STATUS = Key("status", ChoiceForm(Status), "where it is in its life; `active` unless stated")
LEVEL = Key("level", WholeForm(1), "the level, from 1; 1 unless stated")
COMPETENCY_NAME = Key("competency", NameForm(), "the competency", needed=True)
RESOURCE_NAME = Key("resource", NameForm(), "the resource", needed=True)
ROLE_NAME = Key("role", NameForm(), "the role", needed=True)

# frameworks and scales
VERSION_OF = Key("version", VerbatimForm(), "its version")
PUBLISHER = Key("publisher", TextForm(), "who publishes it")
ASSUMED_EFFORT = Key("assumed-effort", DurationForm(), "what a resource takes that does not say")
FRAMEWORK = Record(
    "framework",
    "a framework",
    (ID, LABEL, DEFINITION, VERSION_OF, LICENCE, PUBLISHER, ASSUMED_EFFORT, PROVENANCE),
)
LEVEL_ENTRY = Record("scale-level", "a level of a scale", (LABEL, DEFINITION))
PROGRESSIVE = Key("progressive", TruthForm(), "whether a level is reached from the one below")
LEVELS = Key("levels", ListForm(LEVEL_ENTRY), "its levels, the lowest first", needed=True)
SCALE = Record("scale", "a scale", (ID, LABEL, PROGRESSIVE, LEVELS, *ANY))

# prerequisites
OWN_ID = Key("id", NameForm(), "an IRI of its own; one is made unless stated")
NEEDS: Key[Condition] = Key("needs", ConditionForm(), "what must hold before", needed=True)
STRENGTH = Key("strength", ChoiceForm(Strength), "whether it forbids; `required` unless stated")
BECAUSE = Key("because", TextsForm(), "why: what a learner reads beside the step")
CASES = Key("n", WholeForm(), "how many cases were looked at", needed=True)
VIOLATIONS = Key("violations", WholeForm(), "how many of them went against it", needed=True)
SUPPORT = Key(
    "support", Record("support", "a support", (CASES, VIOLATIONS)), "what data say about it"
)
_WHY = (NEEDS, STRENGTH, BECAUSE, SUPPORT, OWN_ID, *ANY)
PREREQUISITE = Record("prerequisite", "a prerequisite", (LEVEL, *_WHY))
PREREQUISITES = Key("prerequisites", EntriesForm(PREREQUISITE), "what must hold before it")
OWN_NEEDS = Record("own-prerequisite", "a prerequisite of a resource", _WHY)


def _needed(condition: Condition) -> dict[str, object]:
    return {NEEDS.name: condition}


_NEEDS_BY_TEXT: Abridged[Condition] = Abridged(OWN_NEEDS, ConditionForm(), _needed)
RESOURCE_NEEDS = Key(
    "needs",
    EntryOrEntriesForm(_NEEDS_BY_TEXT),
    "what must hold before it may be taken, apart from what its competencies ask",
)

# competencies
COMPETENCY_KIND = Key("kind", ChoiceForm(CompetencyKind), "its sort; `skill` unless stated")
SCALE_NAME = Key("scale", NameForm(), "its scale; without one it has the one level 1")
EFFORTS = Key("effort", EffortForm(), "how long self-study takes, by level or for each alike")
COMPETENCY = Record(
    "competency",
    "a competency",
    (
        ID,
        LABEL,
        ALTERNATIVE_LABELS,
        DEFINITION,
        COMPETENCY_KIND,
        SCALE_NAME,
        BROADER,
        EFFORTS,
        STATUS,
        FRAMEWORK_OF,
        *ANY,
    ),
    (PREREQUISITES,),
)


def _attained(attainment: Attainment) -> dict[str, object]:
    return {COMPETENCY_NAME.name: attainment.competency, LEVEL.name: attainment.level}


# roles
IMPORTANCE = Key("importance", ChoiceForm(Importance), "`essential` unless stated")
WEIGHT = Key("weight", DecimalForm(), "how much it counts")
_ASKED = (COMPETENCY_NAME, LEVEL, IMPORTANCE, WEIGHT, *ANY)
REQUIREMENT = Record("requirement", "a requirement", _ASKED)
REQUIRES = Key(
    "requires",
    EntriesForm(Abridged(REQUIREMENT, AttainmentForm(), _attained)),
    "the competencies that it asks for",
)
CODE = Key("code", TextForm(), "its code")
ROLE = Record(
    "role",
    "a role",
    (ID, LABEL, ALTERNATIVE_LABELS, DEFINITION, CODE, BROADER, STATUS, FRAMEWORK_OF, *ANY),
    (REQUIRES,),
)

# resources
START = Key("from", WholeForm(), "the level that must be held to enter")
_TAUGHT = (COMPETENCY_NAME, LEVEL, START, *ANY)
TEACHING = Record("teaching", "what a resource teaches", _TAUGHT)
ASSESSING = Record("assessing", "what a resource assesses", _TAUGHT)
TEACHES = Key(
    "teaches",
    EntriesForm(Abridged(TEACHING, AttainmentForm(), _attained)),
    "the attainments that it leads to",
)
ASSESSES = Key(
    "assesses",
    EntriesForm(Abridged(ASSESSING, AttainmentForm(), _attained)),
    "the attainments that it can prove",
)
AMOUNT = Key("amount", DecimalForm(), "in major units, with the currency's decimals", needed=True)
CURRENCY = Key("currency", CurrencyForm(), "its ISO 4217 code", needed=True)


def _price(fields: Fields, reading: Reading) -> Price | None:
    amount, currency = fields.require(AMOUNT), fields.require(CURRENCY)
    minor = to_minor(amount, currency)
    if minor is not None:
        return Price(minor, currency)
    count = decimals(currency) or "no"
    message = f"the price `{amount}` has more decimals than {currency}, which has {count}"
    at, path = fields.nodes[AMOUNT.name], f"{fields.path}.{AMOUNT.name}"
    reading.fault(at, path, message, "round the price yourself", value=str(amount))
    return None


SINCE = Key("from", DayForm(), "the first day")
UNTIL = Key("until", DayForm(), "the last day")
SORT = Key("kind", TextForm(), "its sort: course, book, examination …")
PROVIDER = Key("provider", TextForm(), "who offers it")
LANGUAGES = Key("languages", SetForm(LanguageForm()), "the languages it can be taken in")
MODALITY = Key("modality", TextForm(), "online, onsite, blended …")
EFFORT = Key("effort", DurationForm(), "how long it takes")
PRICE = Key(
    "price", MadeForm(Record("price", "a price", (AMOUNT, CURRENCY)), _price), "what it costs"
)
AVAILABLE = Key(
    "available",
    Record("availability", "an availability", (SINCE, UNTIL)),
    "when it may be taken; both days belong to it",
)
REGIONS = Key("regions", SetForm(TextForm()), "where it is offered")
AUDIENCE = Key("audience", SetForm(TextForm()), "whom it is for")
ACCESSIBILITY = Key("accessibility", SetForm(TextForm()), "what it does to be accessible")
LICENCE_OF = Key("licence", VerbatimForm(), "the licence of the resource itself")
URL = Key("url", VerbatimForm(), "its address")
RESOURCE = Record(
    "resource",
    "a resource",
    (
        ID,
        TITLE,
        SORT,
        DEFINITION,
        PROVIDER,
        LANGUAGES,
        MODALITY,
        EFFORT,
        PRICE,
        AVAILABLE,
        REGIONS,
        AUDIENCE,
        ACCESSIBILITY,
        LICENCE_OF,
        URL,
        STATUS,
        FRAMEWORK_OF,
        PROVENANCE,
    ),
    (TEACHES, ASSESSES, RESOURCE_NEEDS),
)

# alignments
ORIGIN = Key("from", NameForm(), "the one term", needed=True)
TARGET = Key("to", NameForm(), "the other term", needed=True)
RELATION = Key("relation", ChoiceForm(Relation), "how the two correspond", needed=True)
APPROVED_BY = Key(
    "approved-by", TextForm(), "who approved it; only then it lets one stand for both"
)
ALIGNMENT = Record("alignment", "an alignment", (ORIGIN, TARGET, RELATION, APPROVED_BY, *ANY))

# learners
HOLDS = Key("holds", SetForm(AttainmentForm()), "what they hold, by their own account")
SPEAKS = Key("languages", ListForm(LanguageForm()), "the languages they learn in")
HOURS = Key("hours-per-week", DecimalForm(168), "the hours they have in a week")
LEARNER = Record("learner", "a learner", (ID, LABEL, HOLDS, SPEAKS, HOURS))

# statements about terms that other files, or other frameworks, say
GUARDED_COMPETENCY = Key("competency", NameForm(), "the competency that it guards")
GUARDED_RESOURCE = Key("resource", NameForm(), "the resource that it guards")
LOOSE_PREREQUISITE = Record(
    "loose-prerequisite",
    "a prerequisite of a term by name",
    (GUARDED_COMPETENCY, GUARDED_RESOURCE, LEVEL, *_WHY),
)


def _one_target(fields: Fields, reading: Reading) -> Fields | None:
    targets = [key for key in (GUARDED_COMPETENCY, GUARDED_RESOURCE) if fields.get(key)]
    if len(targets) != 1:
        message = "a prerequisite guards either a `competency` or a `resource`"
        reading.fault(fields.at, fields.path, message, "name one of the two")
        return None
    if targets == [GUARDED_RESOURCE] and fields.get(LEVEL) is not None:
        path, at = f"{fields.path}.{LEVEL.name}", fields.nodes[LEVEL.name]
        reading.fault(at, path, "a resource has no levels", "leave `level` out")
        return None
    return fields


LOOSE_REQUIREMENT = Record(
    "loose-requirement", "a requirement of a role by name", (ROLE_NAME, *_ASKED)
)
LOOSE_TEACHING = Record(
    "loose-teaching", "a teaching of a resource by name", (RESOURCE_NAME, *_TAUGHT)
)

# the document
WAYMARK = Key("waymark", VersionForm(VERSION), "the version of the format: 1", needed=True)
PREFIXES = Key("prefixes", BindingsForm(), "short names for IRIs")


def _named(name: Iri) -> dict[str, object]:
    return {ID.name: name}


FILE_FRAMEWORK = Key(
    "framework",
    EntryForm(Abridged(FRAMEWORK, NameForm(), _named)),
    "the framework whose statements these are: declared, or by name",
)
FRAMEWORKS = Key("frameworks", EntriesForm(FRAMEWORK), "further frameworks")
SCALES = Key("scales", EntriesForm(SCALE), "scales of proficiency")
COMPETENCIES = Key("competencies", EntriesForm(COMPETENCY), "what can be known or done")
ROLES = Key("roles", EntriesForm(ROLE), "jobs, occupations, qualifications")
RESOURCES = Key("resources", EntriesForm(RESOURCE), "what can be studied or sat")
ALIGNMENTS = Key("alignments", EntriesForm(ALIGNMENT), "which terms correspond")
LEARNERS = Key("learners", EntriesForm(LEARNER), "sample learners")
LOOSE_PREREQUISITES = Key(
    "prerequisites",
    EntriesForm(MadeForm(LOOSE_PREREQUISITE, _one_target)),
    "prerequisites of terms said elsewhere",
)
REQUIREMENTS = Key(
    "requirements", EntriesForm(LOOSE_REQUIREMENT), "requirements of roles said elsewhere"
)
TEACHINGS = Key("teachings", EntriesForm(LOOSE_TEACHING), "teachings of resources said elsewhere")
ASSESSINGS = Key(
    "assessings", EntriesForm(LOOSE_TEACHING), "assessings of resources said elsewhere"
)
CURRICULUM = Record(
    "curriculum",
    "a curriculum",
    (WAYMARK, PREFIXES),
    (
        FILE_FRAMEWORK,
        FRAMEWORKS,
        SCALES,
        COMPETENCIES,
        ROLES,
        RESOURCES,
        ALIGNMENTS,
        LEARNERS,
        LOOSE_PREREQUISITES,
        REQUIREMENTS,
        TEACHINGS,
        ASSESSINGS,
    ),
)
