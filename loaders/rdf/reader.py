"""Reading the RDF form (`docs/reference/rdf-form.md`) back into statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.fidelity import Account, Place
from loaders.files import read_bytes
from loaders.loaded import Loaded
from loaders.rdf.places import Places, places_in
from loaders.texts import composed
from ontology.dataset import Provenance
from ontology.errors import MalformedRdfError, SourceError
from ontology.names import Iri
from ontology.projection import statements_from
from ontology.rdf import read_jsonld, read_ntriples, read_turtle
from ontology.rdf_form.vocabulary import Rdf, Wm
from ontology.rdf_terms import Literal, Triple
from ontology.violations import Violation

UNREADABLE = "they cannot be read as they stand"
MAX_BYTES = 512 * 1024 * 1024
"""N-Triples are lengthy: a quarter of a million statements fit in."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """A way to write triples down, and how the names of such files end."""

    suffixes: tuple[str, ...]
    parse: Callable[[bytes], Iterator[Triple]]
    has_rows: bool

    def recognises(self, path: Path) -> bool:
        """Tell whether a path is such a file, or a folder with some."""
        return bool(self._files(path))

    def read(self, paths: Sequence[Path]) -> Loaded:
        """Read files, and the files of folders, as one load.

        Raises `SourceError` where files cannot be read as what they are: all are named.
        """
        parts: list[Loaded] = []
        broken: list[SourceError] = []
        for file in (file for path in paths for file in self._files(path) or [path]):
            try:
                parts.append(self._read_file(file))
            except SourceError as error:
                broken.append(error)
        if broken:
            raise SourceError.of_all(broken)
        return Loaded.merged(parts)

    def _files(self, path: Path) -> list[Path]:
        if not path.is_dir():
            return [path] if path.suffix.lower() in self.suffixes else []
        found = (file for file in path.rglob("*") if file.suffix.lower() in self.suffixes)
        return sorted(file for file in found if file.is_file())

    def _read_file(self, path: Path) -> Loaded:
        file, content = path.as_posix(), read_bytes(path, MAX_BYTES)
        account = Account()
        try:
            triples = list(_composed(self.parse(content), account, Place(file)))
        except MalformedRdfError as error:
            raise SourceError(error.problem, file, error.row, error.column) from None
        read = statements_from(triples, _otherwise(triples, file))
        for kind, count in Counter(each.kind for each in read.statements).items():
            account.kept(kind, count)
        places = places_in(content) if self.has_rows and read.violations else Places()
        violations = tuple(_placed(each, file, places) for each in read.violations)
        for violation in violations:
            place = Place(file, violation.row, violation.column)
            account.quarantined("triples", UNREADABLE, place)
        return Loaded(read.statements, (), account.fidelity(), violations)


TURTLE = Syntax((".ttl", ".turtle"), read_turtle, has_rows=True)
NTRIPLES = Syntax((".nt", ".ntriples"), read_ntriples, has_rows=True)
JSONLD = Syntax((".jsonld",), read_jsonld, has_rows=False)


def _composed(triples: Iterable[Triple], account: Account, place: Place) -> Iterator[Triple]:
    """Yield the triples with their texts as the dataset keeps them; a change is counted."""
    for triple in triples:
        value = triple.value
        if isinstance(value, Literal) and not value.lexical.isascii():
            lexical = composed(value.lexical, account, place)
            if lexical != value.lexical:
                triple = triple._replace(value=value._replace(lexical=lexical))
        yield triple


def _otherwise(triples: Iterable[Triple], file: str) -> Provenance | None:
    """Return the provenance of what states none: the one framework that the file declares."""
    declared = {
        triple.subject
        for triple in triples
        if triple.value == Wm.FRAMEWORK and triple.predicate == Rdf.TYPE
    }
    only = declared.pop() if len(declared) == 1 else None
    return Provenance(Iri(only), file) if isinstance(only, str) else None


def _placed(violation: Violation, file: str, places: Places) -> Violation:
    place = places.of(violation.focus, violation.path)
    if place is None:
        return replace(violation, file=file)
    return replace(violation, file=file, row=place.row, column=place.column)
