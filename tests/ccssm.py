"""The dependency graph of the Common Core mathematics standards, as a curriculum.

The data lie beside the repository; a test that needs them skips where they are absent. Only
what the source calls a dependency becomes a prerequisite: its `source` comes before its
`target`. Standards have no effort, so a question about them has to assume one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from loaders.curriculum.writer import write
from ontology.condition import Attainment
from ontology.dataset import Dataset, Provenance, state
from ontology.names import Iri
from ontology.terms import Competency, Content, Framework, Prefix, Prerequisite, Text

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "ccssm"
ABSENT = not (FOLDER / "ccssm-dependencies.json").is_file()
REASON = "the Common Core mathematics graph is not beside the repository"
NAMESPACE = "https://example.org/ccssm/"
FRAMEWORK = Iri(NAMESPACE + "framework")
PROVENANCE = Provenance(FRAMEWORK, "ccssm-dependencies.json", licence="MIT", method="imported")


def standard(code: str) -> Iri:
    """Return the IRI of a standard: ``K.CC.A.1``, ``HSA.APR.A.1``."""
    return Iri(NAMESPACE + code)


def ccssm_dataset() -> Dataset:
    """Return all standards, and their dependencies as required prerequisites."""
    return Dataset.of(state(content, PROVENANCE) for content in _contents())


def ccssm_curriculum() -> str:
    """Return the same as a curriculum file in YAML."""
    return write(ccssm_dataset()).decode()


def _contents() -> Iterator[Content]:
    yield Prefix("ccssm", NAMESPACE)
    label = (Text("en", "Common Core mathematics"),)
    yield Framework(FRAMEWORK, label, licence="MIT", publisher="flywheelmath")
    for file in ("ccssm-k8.json", "ccssm-hs.json"):
        for entry in json.loads((FOLDER / file).read_text("utf-8"))["standards"]:
            code = _code(entry)
            definition = (Text("en", entry["description"]),)
            yield Competency(standard(code), FRAMEWORK, (Text("en", code),), definition=definition)
    found = json.loads((FOLDER / "ccssm-dependencies.json").read_text("utf-8"))["dependencies"]
    for edge in found:
        if edge["relationship"] == "dependency":
            before = Attainment(standard(edge["source"]), 1)
            yield Prerequisite(standard(edge["target"]), 1, before)


def _code(entry: dict[str, str | None]) -> str:
    grade = f"{entry['grade_level_code']}{entry.get('category_code') or ''}"
    parts = ("domain_code", "cluster_code", "standard_counter", "substandard_counter")
    return ".".join([grade, *(str(entry[part]) for part in parts if entry[part])])
