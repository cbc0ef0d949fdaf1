"""The memory into files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from api.application.application import Application, Asked
from loaders.csv_tables.writer import write_zip
from loaders.curriculum.writer import write as write_curriculum
from ontology.dataset import Dataset
from ontology.rdf import write_jsonld, write_ntriples, write_turtle


class ExportFormat(StrEnum):
    """How a revision can leave; CSV tables come as one ZIP archive."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    CURRICULUM = "curriculum"
    CSV = "csv"


def export(application: Application, asked: Asked, form: ExportFormat) -> bytes:
    """Return a revision in that form; CSV tables come as one ZIP archive.

    Equal contents give equal bytes. Raises `UnknownRevisionError`.
    """
    return _WRITERS[form](application.store.dataset(asked.tenant, asked.revision))


_WRITERS: Mapping[ExportFormat, Callable[[Dataset], bytes]] = {
    ExportFormat.TURTLE: write_turtle,
    ExportFormat.NTRIPLES: write_ntriples,
    ExportFormat.JSONLD: write_jsonld,
    ExportFormat.CURRICULUM: write_curriculum,
    ExportFormat.CSV: write_zip,
}
