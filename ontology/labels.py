"""What people call things: the labels of a term, and which of several texts somebody reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ontology.terms import Competency, Content, Framework, Resource, Role, Scale, Texts

ENGLISH = "en"


def labels_of(content: Content | None) -> Texts:
    """Return the labels or titles of a term; none where it has none, or nothing is said of it."""
    match content:
        case Resource():
            return content.titles
        case Competency() | Role() | Framework() | Scale():
            return content.labels
        case _:
            return ()


def best_text(texts: Texts, languages: Sequence[str]) -> str | None:
    """Return the text for somebody who reads these languages, the best first; None of none.

    English stands after the last of them, then a text of unknown language, then any. A language
    takes its own subtags, and the plain language stands in for a subtag of it.

    >>> from ontology.terms import Text
    >>> texts = (Text("de", "Mengen"), Text("en-gb", "sets"), Text("fr", "ensembles"))
    >>> best_text(texts, ["fr"]), best_text(texts, ["de-AT"]), best_text(texts, ["nl"])
    ('ensembles', 'Mengen', 'sets')
    """
    for language in (*languages, ENGLISH):
        wanted = language.lower()
        for fits in _FITTING:
            for text in texts:
                if fits(text.language, wanted):
                    return text.text
    unknown = [text for text in texts if not text.language]
    rest = min(unknown or texts, default=None)
    return None if rest is None else rest.text


def _equals(tag: str, wanted: str) -> bool:
    return tag == wanted


def _narrows(tag: str, wanted: str) -> bool:
    return tag.startswith(f"{wanted}-")


def _widens(tag: str, wanted: str) -> bool:
    return bool(tag) and wanted.startswith(f"{tag}-")


_FITTING: tuple[Callable[[str, str], bool], ...] = (_equals, _narrows, _widens)
