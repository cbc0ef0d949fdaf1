"""ESCO as an organisation would use it: loaded, asked by label, and beside a curriculum."""

from __future__ import annotations

from api_runs import EXAMPLE, Waymark
from public_data import public

ANALYST = "http://data.europa.eu/esco/occupation/"


def test_esco_is_kept_whole_and_a_second_load_is_no_news(waymark: Waymark) -> None:
    folder = str(public("esco-1.2.0"))
    loaded = waymark("load", folder, "--json")
    assert loaded.code == 0, loaded.err
    kept = {each["kind"]: each["count"] for each in loaded.answer["fidelity"]["kept"]}
    assert kept["competency"] == 13_939 + 640
    assert kept["role"] >= 3_039
    assert loaded.answer["fidelity"]["dropped"]
    assert all(each["reason"] for each in loaded.answer["fidelity"]["dropped"])
    again = waymark("load", folder, "--json")
    assert again.code == 0
    assert again.answer["revision"] == loaded.answer["revision"] == 1

    by_label = waymark("gap", "--role", "data analyst", "--holds", "SQL", "--json")
    assert by_label.code == 0
    assert by_label.answer["missing"]
    by_iri = waymark("gap", "--role", _iri(waymark, "data analyst"), "--json")
    assert set(by_label.answer["missing"]) <= set(by_iri.answer["missing"])


def test_beside_the_example_a_role_of_esco_has_a_path(waymark: Waymark) -> None:
    loaded = waymark("load", str(public("esco-1.2.0")), str(EXAMPLE), "--json")
    assert loaded.code == 0, loaded.answer["violations"][:3]
    found = waymark("path", "--role", _iri(waymark, "data analyst"), "--json")
    assert found.code == 0
    assert found.answer["verified"]
    assert not found.answer["assumptions"]
    resources = [step["resource"] for step in found.answer["steps"] if step["resource"]]
    assert all(name.startswith("dp:") for name in resources)

    beyond = waymark("path", "--role", _iri(waymark, "data entry supervisor"), "--json")
    assert beyond.code == 1
    assert beyond.answer["outcome"] == "Unreachable"
    assert beyond.answer["why"]


def _iri(waymark: Waymark, label: str) -> str:
    """Return the ESCO occupation of that label."""
    hits = waymark("find", label, "--kind", "role", "--json").answer["hits"]
    return str(next(hit["iri"] for hit in hits if hit["iri"].startswith(ANALYST)))
