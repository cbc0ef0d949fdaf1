"""A published graph of prerequisites, read as a curriculum."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from ccssm import ABSENT, FOLDER, REASON, ccssm_curriculum, ccssm_dataset, standard

from loaders.curriculum.reader import read_text
from ontology.condition import Attainment
from ontology.dataset import Dataset, difference
from ontology.terms import Competency, Kind, Prerequisite

pytestmark = pytest.mark.skipif(ABSENT, reason=REASON)


def test_the_graph_is_read_whole() -> None:
    loaded = read_text(ccssm_curriculum(), "ccssm.yaml")
    assert loaded.violations == ()
    dataset = Dataset.of(loaded.statements)
    assert not difference(ccssm_dataset(), dataset)
    edges = json.loads((FOLDER / "ccssm-dependencies.json").read_text("utf-8"))["dependencies"]
    expected = Counter(
        (edge["source"], edge["target"]) for edge in edges if edge["relationship"] == "dependency"
    )
    assert len(dataset.by_kind[Kind.COMPETENCY]) == 471
    assert len(dataset.by_kind[Kind.PREREQUISITE]) == expected.total() == 729


def test_what_comes_first_is_needed_by_what_comes_after() -> None:
    # the file says that counting to 100 comes before counting beyond
    about = ccssm_dataset().about(Kind.PREREQUISITE, standard("1.NBT.A.1"))
    needed = {each.content.condition for each in about if isinstance(each.content, Prerequisite)}
    assert Attainment(standard("K.CC.A.1"), 1) in needed
    assert ccssm_dataset().about(Kind.PREREQUISITE, standard("K.CC.A.1")) == ()


def test_every_end_of_an_edge_is_a_standard() -> None:
    dataset = ccssm_dataset()
    for statement in dataset.by_kind[Kind.PREREQUISITE]:
        content = statement.content
        assert isinstance(content, Prerequisite)
        assert isinstance(content.condition, Attainment)
        for end in (content.target, content.condition.competency):
            assert isinstance(dataset.statements[end].content, Competency)
