"""Which text somebody reads: one rule, in every answer."""

from __future__ import annotations

import pytest
from builders import curriculum, ex

from ontology.condition import Attainment
from ontology.labels import best_text, labels_of
from ontology.terms import Prerequisite, Text, Texts

TEXTS = (
    Text("", "unbekannt"),
    Text("de", "Mengen"),
    Text("de-ch", "Mänge"),
    Text("en", "sets"),
    Text("fr", "ensembles"),
)


@pytest.mark.parametrize(
    ("languages", "texts", "chosen"),
    [
        (["fr", "de"], TEXTS, "ensembles"),
        (["nl", "de"], TEXTS, "Mengen"),
        (["de-CH"], TEXTS, "Mänge"),
        (["DE"], TEXTS, "Mengen"),
        # the plain language stands in for a subtag, and a subtag for the plain language
        (["de-AT"], TEXTS, "Mengen"),
        (["de"], (Text("de-ch", "Mänge"), Text("en", "sets")), "Mänge"),
        # never a language that merely begins alike
        (["d"], (Text("de", "Mengen"), Text("en", "sets")), "sets"),
        # English after all that are asked for, then the unknown, then the first of the rest
        (["nl"], TEXTS, "sets"),
        ([], TEXTS, "sets"),
        (["nl"], (Text("de", "Mengen"), Text("", "unbekannt")), "unbekannt"),
        (["nl"], (Text("fr", "ensembles"), Text("de", "Mengen")), "Mengen"),
        (["nl"], (), None),
    ],
)
def test_the_nearest_text_is_chosen(languages: list[str], texts: Texts, chosen: str | None) -> None:
    assert best_text(texts, languages) == chosen


@pytest.mark.parametrize("name", ["a", "a-course", "analyst", "framework"])
def test_terms_have_labels(name: str) -> None:
    statement = curriculum(roles={"analyst": "a"}).get(ex(name))
    assert statement is not None
    assert labels_of(statement.content)


def test_what_is_no_term_has_no_label() -> None:
    assert labels_of(None) == ()
    assert labels_of(Prerequisite(ex("a"), 1, Attainment(ex("b"), 1))) == ()
