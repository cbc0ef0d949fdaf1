"""Mistakes that people make in curriculum files, each with its place, sentence and remedy.

In the texts ``▸`` stands in front of the character where the mistake is reported.
"""

from __future__ import annotations

from typing import NamedTuple

HEAD = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC0-1.0}
"""
HOURS = "write hours and minutes, such as `PT1H30M`"
CONDITION = "write all(…), any(…), K of (…), or a competency with its level: `ex:sql@2`"
TAG = "write a tag of BCP 47, such as `en` or `de-at`; quote a text that has a comma"
DIGITS = "write it in digits"
NAME = "write `prefix:name` with a prefix that the file binds, or an IRI in angle brackets"


class Mistake(NamedTuple):
    """What is written, and the one violation that it is."""

    name: str
    text: str
    message: str
    fix: str | None
    path: str | None = None
    focus: str | None = None


def _competency(rest: str) -> str:
    return f"{HEAD}competencies:\n  - id: ex:a\n    label: {{en: A}}\n    {rest}\n"


def _needs(rest: str) -> str:
    return _competency(f'prerequisites:\n      - {{needs: {rest}, because: "why"}}')


def _resource(rest: str) -> str:
    return f"{HEAD}resources:\n  - id: ex:r\n    title: {{en: R}}\n    {rest}\n"


A, R = "ex:a", "ex:r"
NEED = "competencies[0].prerequisites[0].needs"

MISTAKES = (
    # the document
    Mistake("empty", "▸", "the file says nothing", "begin with `waymark: 1`"),
    Mistake("comments only", "▸# nothing\n", "the file says nothing", "begin with `waymark: 1`"),
    Mistake("a list", "▸- a\n", "a mapping is wanted here, not a list", "write `key: value`"),
    Mistake(
        "a text", "▸curriculum\n", "a mapping is wanted here, not a text", "write `key: value`"
    ),
    Mistake(
        "two documents",
        HEAD + "▸---\nwaymark: 1\n",
        "a second document begins here: a file holds one",
        "move it to a file of its own",
    ),
    Mistake(
        "an alias",
        _competency("broader: ▸*b"),
        "the alias `*b` is not accepted",
        "write out what it stands for",
    ),
    Mistake(
        "an anchor",
        _competency("broader: ▸&b [ex:b]"),
        "the anchor `&b` is not accepted",
        "leave it out: there are no aliases",
    ),
    Mistake(
        "a tag",
        _competency("kind: ▸!!str skill"),
        "the tag `!!str` is not accepted",
        "leave the tag out",
    ),
    Mistake(
        "a tag that would run",
        _competency("kind: ▸!!python/object/apply:os.system [ls]").replace("[ls]", "skill"),
        "the tag `!!python/object/apply:os.system` is not accepted",
        "leave the tag out",
    ),
    Mistake(
        "a key twice",
        _competency("kind: skill\n    ▸kind: knowledge"),
        "the key `kind` is written twice: first in row 7",
        "keep one of the two",
    ),
    Mistake(
        "a key that is a list",
        HEAD + "▸[a]: b\n",
        "a key must be a text",
        "write `key: value`",
    ),
    # keys
    Mistake(
        "an unknown key",
        HEAD + "▸competences: []\n",
        "the key `competences` is not known in a curriculum",
        "did you mean `competencies`?",
        "competences",
    ),
    Mistake(
        "an unknown key of a competency",
        _competency("▸requires: [ex:b]"),
        "the key `requires` is not known in a competency",
        None,
        "competencies[0].requires",
        A,
    ),
    Mistake(
        "a merge key",
        _competency("▸<<: {kind: skill}"),
        "the key `<<` is not known in a competency",
        None,
        "competencies[0].<<",
        A,
    ),
    Mistake(
        "no version",
        '▸prefixes: {ex: "https://example.org/"}\nframework: ex:f\n',
        "the key `waymark` is missing",
        "add `waymark: …`",
    ),
    Mistake(
        "another version",
        "waymark: ▸2\nframework: <https://example.org/f>\n",
        "version `2` of the format is not known",
        "write `waymark: 1`",
        "waymark",
    ),
    Mistake(
        "no framework",
        '▸waymark: 1\nprefixes: {ex: "https://example.org/"}\n',
        "the key `framework` is missing",
        "add `framework: {id: …, label: …, licence: …}`, or the name of a declared one",
    ),
    Mistake(
        "no id",
        HEAD + "competencies:\n  - ▸{label: {en: A}}\n",
        "the key `id` is missing",
        "add `id: …`",
        "competencies[0]",
    ),
    Mistake(
        "nothing under a key",
        HEAD + "competencies:\n  - id: ex:a\n    scale:▸\n    label: {en: A}\n",
        "a name such as `ex:sql` is wanted here, and nothing stands here",
        None,
        "competencies[0].scale",
        A,
    ),
    # prefixes and names
    Mistake(
        "a prefix that is none",
        'waymark: 1\nprefixes: {▸1x: "https://example.org/"}\nframework: <https://example.org/f>\n',
        "`1x` cannot be a prefix",
        "begin with a letter, and go on with letters, digits, _ . - and no dot at the end",
        "prefixes.1x",
    ),
    Mistake(
        "a namespace that is none",
        "waymark: 1\nprefixes: {ex: ▸example}\nframework: <https://example.org/f>\n",
        "the namespace `example` is no IRI",
        "write an absolute IRI, such as `https://example.org/`",
        "prefixes.ex",
    ),
    Mistake(
        "an unbound prefix",
        _competency("scale: ▸eg:scale"),
        "the prefix of `eg:scale` is not bound: known are `ex:`",
        NAME,
        "competencies[0].scale",
        A,
    ),
    Mistake(
        "a bare IRI",
        _competency("scale: ▸https://example.org/scale"),
        "an IRI stands between angle brackets: write `<https://example.org/scale>`",
        "write an IRI in angle brackets: `<https://example.org/scale>`",
        "competencies[0].scale",
        A,
    ),
    Mistake(
        "a bare word",
        _competency("broader: [ex:b, ▸group]"),
        "not an identifier: `group` has no prefix: write `prefix:name`",
        NAME,
        "competencies[0].broader[1]",
        A,
    ),
    # values
    Mistake(
        "a number for a text",
        _competency("definition: {en: ▸42}"),
        "a text is wanted here, and `42` is none",
        'put it in quotes: "42"',
        "competencies[0].definition.en",
        A,
    ),
    Mistake(
        "a mapping for a text",
        _resource("provider: ▸{name: P}"),
        "a text is wanted here, not a mapping",
        None,
        "resources[0].provider",
        R,
    ),
    Mistake(
        "a text for a list",
        _competency("broader: ▸ex:b"),
        "a list is wanted here, not a text",
        "write `[…]`, or one item a line after `- `",
        "competencies[0].broader",
        A,
    ),
    Mistake(
        "a comma in a flow mapping",
        _resource("definition: {en: short, ▸and sweet}"),
        "`and sweet` is no language tag",
        TAG,
        "resources[0].definition",
        R,
    ),
    Mistake(
        "an unknown kind",
        _competency("kind: ▸skil"),
        "`skil` is not one of the words known here",
        "write one of `skill`, `knowledge`, `attitude`, `group`",
        "competencies[0].kind",
        A,
    ),
    Mistake(
        "a level in quotes",
        _resource('teaches: [{competency: ex:a, level: ▸"2"}]'),
        "`2` is no whole number from 1",
        "take the quotes away",
        "resources[0].teaches[0].level",
        R,
    ),
    Mistake(
        "level nought",
        _resource("teaches: [{competency: ex:a, level: ▸0}]"),
        "`0` is no whole number from 1",
        DIGITS,
        "resources[0].teaches[0].level",
        R,
    ),
    Mistake(
        "yes for true",
        HEAD + "scales:\n  - {id: ex:s, progressive: ▸yes, levels: [{label: {en: one}}]}\n",
        "`yes` is neither `true` nor `false`",
        "write `true` or `false`",
        "scales[0].progressive",
        "ex:s",
    ),
    Mistake(
        "hours in words",
        _resource("effort: ▸2 hours"),
        "`2 hours` is no duration",
        HOURS,
        "resources[0].effort",
        R,
    ),
    Mistake(
        "days", _resource("effort: ▸P2D"), "`P2D` is no duration", HOURS, "resources[0].effort", R
    ),
    Mistake(
        "a bare PT",
        _resource("effort: ▸PT"),
        "`PT` is no duration",
        HOURS,
        "resources[0].effort",
        R,
    ),
    Mistake(
        "half a minute",
        _competency("effort: {1: PT1H, 2: ▸PT90S}"),
        "the duration `PT90S` is no whole number of minutes",
        HOURS,
        "competencies[0].effort.2",
        A,
    ),
    Mistake(
        "an effort without a level",
        _competency("effort: {▸novice: PT1H}"),
        "`novice` is no level",
        "levels are counted from 1",
        "competencies[0].effort",
        A,
    ),
    Mistake(
        "a day that is none",
        _resource("available: {from: ▸2026-02-30}"),
        "`2026-02-30` is no day of the calendar",
        "write year, month and day, such as `2026-10-01`",
        "resources[0].available.from",
        R,
    ),
    Mistake(
        "too many decimals",
        _resource("price: {amount: ▸99.995, currency: EUR}"),
        "the price `99.995` has more decimals than EUR, which has 2",
        "round the price yourself",
        "resources[0].price.amount",
        R,
    ),
    Mistake(
        "yen with decimals",
        _resource("price: {amount: ▸10.5, currency: JPY}"),
        "the price `10.5` has more decimals than JPY, which has no",
        "round the price yourself",
        "resources[0].price.amount",
        R,
    ),
    Mistake(
        "a negative price",
        _resource("price: {amount: ▸-3, currency: EUR}"),
        "`-3` is no number from 0",
        DIGITS,
        "resources[0].price.amount",
        R,
    ),
    Mistake(
        "a currency that is none",
        _resource("price: {amount: 3, currency: ▸EURO}"),
        "no currency has the code `EURO`",
        "write a code of ISO 4217, such as `EUR`",
        "resources[0].price.currency",
        R,
    ),
    Mistake(
        "too many hours in a week",
        HEAD + "learners:\n  - {id: ex:ada, hours-per-week: ▸200}\n",
        "`200` is no number from 0 to 168",
        DIGITS,
        "learners[0].hours-per-week",
        "ex:ada",
    ),
    # conditions
    Mistake(
        "a condition that ends early",
        _needs('"all(ex:b, ex:c▸"'),
        "`)` is missing",
        CONDITION,
        NEED,
        A,
    ),
    Mistake(
        "a comma too many",
        _needs('"any(ex:b, ▸)"'),
        "a condition is missing before `)`",
        CONDITION,
        NEED,
        A,
    ),
    Mistake(
        "too many of",
        _needs('"all(ex:b, ▸3 of (ex:c, ex:d))"'),
        "`3 of` needs a number from 1 to 2",
        CONDITION,
        NEED,
        A,
    ),
    Mistake(
        "a plain condition",
        _competency("prerequisites:\n      - needs: any(ex:b ▸ex:c)\n        because: why"),
        "`,` or `)` is missing",
        CONDITION,
        NEED,
        A,
    ),
    Mistake(
        "a folded condition",
        _competency(
            "prerequisites:\n      - because: why\n        needs: >\n          all(ex:b,\n"
            "              any(ex:c,\n                  ▸eg:d))"
        ),
        "the prefix of `eg:d` is not bound: known are `ex:`",
        CONDITION,
        NEED,
        A,
    ),
    Mistake(
        "a level in a condition",
        _needs("'ex:b@▸0'"),
        "a level is a whole number from 1",
        CONDITION,
        NEED,
        A,
    ),
    Mistake(
        "a condition that is a list",
        _needs("▸[ex:b, ex:c]"),
        "a condition such as `all(ex:logic, ex:sets)` is wanted here, not a list",
        None,
        NEED,
        A,
    ),
    Mistake(
        "a resource's own needs",
        _resource("needs: [ex:a, {needs: ex:b@▸x, because: why}]"),
        "a level is a whole number from 1",
        CONDITION,
        "resources[0].needs[1].needs",
        R,
    ),
    Mistake(
        "a condition for a competency",
        _resource('teaches: ["▸all(ex:a, ex:b)"]'),
        "one competency is wanted here, not a condition",
        CONDITION,
        "resources[0].teaches[0]",
        R,
    ),
    # what entries of their own may get wrong
    Mistake(
        "a prerequisite of nothing",
        HEAD + "prerequisites:\n  - ▸{needs: ex:a, because: why}\n",
        "a prerequisite guards either a `competency` or a `resource`",
        "name one of the two",
        "prerequisites[0]",
    ),
    Mistake(
        "a prerequisite of two",
        HEAD + "prerequisites:\n  - ▸{competency: ex:a, resource: ex:r, needs: ex:b}\n",
        "a prerequisite guards either a `competency` or a `resource`",
        "name one of the two",
        "prerequisites[0]",
    ),
    Mistake(
        "a level of a resource",
        HEAD + "prerequisites:\n  - {resource: ex:r, level: ▸2, needs: ex:a, because: why}\n",
        "a resource has no levels",
        "leave `level` out",
        "prerequisites[0].level",
    ),
    Mistake(
        "no relation",
        HEAD + "alignments:\n  - ▸{from: ex:a, to: ex:b}\n",
        "the key `relation` is missing",
        "add `relation: …`",
        "alignments[0]",
    ),
)
