"""Labels that look like markup are printed as they are written."""

from __future__ import annotations

from pathlib import Path

from api_runs import Waymark

LOOKS_LIKE_MARKUP = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies:
  - {id: ex:a, label: {en: "A [bold]"}, definition: {en: "[/red]"}, effort: PT1H}
  - id: ex:b
    label: {en: "B [link=x]"}
    effort: PT1H
    prerequisites: [{needs: ex:a, because: "[red]"}]
roles:
  - {id: ex:r, label: {en: "R [dim]"}, requires: [{competency: ex:b}]}
"""


def test_no_screen_reads_markup_in_labels(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(LOOKS_LIKE_MARKUP)
    assert waymark("load", str(file), "--reason", "[green]").code == 0
    expected = {
        ("path", "--role", "ex:r"): ("A [bold]", "B [link=x]", "R [dim]"),
        ("gap", "--role", "ex:r"): ("A [bold]", "B [link=x]", "R [dim]"),
        ("frontier", "--role", "ex:r"): ("A [bold]", "B [link=x]"),
        ("find", "A bold"): ("A [bold]",),
        ("find", "[bold]"): ("A [bold]",),
        ("show", "ex:a"): ("A [bold]", "[/red]", "[red]"),
        ("show", "ex:b"): ("B [link=x]", "[red]"),
        ("log",): ("[green]",),
        ("doctor",): (),
    }
    for words, labels in expected.items():
        ran = waymark(*words)
        assert ran.code == 0, (words, ran)
        assert [label for label in labels if label not in ran.out] == [], (words, ran.out)
