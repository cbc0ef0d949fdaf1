"""Labels are printed as they are written, and no terminal obeys them."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from api_runs import Waymark
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.cli.screen import Screen, seen

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


OBEYED = [*map(chr, (*range(9), *range(11, 32), *range(0x7F, 0xA0))), *"\u2028\u2029"]
TURNING = [*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))]

HOSTILE = r"""waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: "P\e[2J"}
scales: [{id: ex:s, progressive: true, levels: [{label: {en: "one\e]0;x\a"}}, {label: {en: two}}]}]
competencies:
  - {id: ex:a, label: {en: "A\e[31mred\x9b0m\u202etxet"}, scale: ex:s, effort: PT1H,
     definition: {en: "\e[2J"}}
  - id: ex:b
    label: {en: "B\e[31m"}
    effort: PT1H
    prerequisites: [{needs: ex:a, because: "\e[8m \u2066 \x85"}]
  - {id: ex:lonely, label: {en: "L\e[5m"}}
roles:
  - {id: ex:r, label: {en: "R\e[31m"}, requires: [{competency: ex:b}]}
resources:
  - {id: ex:c, title: {en: "C\e[31m"}, kind: course, effort: PT1H, teaches: [ex:a]}
"""


def obeyed(text: str) -> list[str]:
    """Return the characters of a text that a terminal would obey."""
    return [each for each in text if each in OBEYED or each in TURNING]


def test_no_screen_hands_on_what_a_terminal_obeys(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(HOSTILE)
    loaded = waymark("load", str(file), "--reason", "\x1b[31mred")
    assert loaded.code == 0, loaded
    file.write_text(
        HOSTILE.replace("needs: ex:a", "needs: ex:none, id: ex:a").replace("PT1H", "x\x1b")
    )
    for words in (
        ("path", "--role", "ex:r"),
        ("path", "--role", "ex:r", "--without", "ex:c", "--no-self-study"),
        ("gap", "--role", "ex:r"),
        ("gap", "--role", "ex:r", "--holds", "ex:a@1"),
        ("frontier", "--role", "ex:r"),
        ("find", "red"),
        ("find", "\x1b[31m"),
        ("show", "ex:a"),
        ("show", "ex:b"),
        ("show", "ex:c"),
        ("show", "A\x1b[31m"),
        ("path", "--role", "\x1b[31m\x9b"),
        ("log",),
        ("doctor",),
        ("check", str(file)),
        ("key", "create", "\x1b[31mname"),
        ("key", "list"),
    ):
        ran = waymark(*words)
        assert ran.out + ran.err, words
        assert obeyed(ran.out + ran.err) == [], (words, ran)


def test_machines_are_told_labels_as_they_are(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(HOSTILE)
    waymark("load", str(file))
    shown = waymark("show", "ex:a", "--json")
    assert shown.answer["labels"]["en"] == "A\x1b[31mred\x9b0m\u202etxet"
    assert "\x1b" not in shown.out


@pytest.mark.parametrize("obeyed", [*OBEYED, *TURNING])
def test_every_character_that_is_obeyed_is_seen(obeyed: str) -> None:
    assert len(seen(obeyed)) == 1
    assert unicodedata.category(seen(obeyed)) == "So"


def test_what_people_write_stays_as_it_is() -> None:
    written = "Ünïcode, שלום, 你好,\n\tnaïve 👩‍🏫 a\u200bb \u200e"
    assert seen(written) is written


def test_wherever_a_text_stands_it_is_seen_and_keeps_its_style() -> None:
    out = io.StringIO()
    screen = Screen(file=out, force_terminal=True, color_system="standard", width=60)
    table = Table("head\x9b", title="above\x9b")
    table.add_column(Text("more\x9b"))
    table.add_row(Text.assemble("a\x1b", ("b", "red")), "c\u202e")
    screen.print(Panel(table, title="title\x9b"), "also\x9b", Text("and\x9b"))
    written = out.getvalue()
    assert obeyed(written.replace("\x1b[", "")) == []
    assert "a␛\x1b[31mb\x1b[0m" in written
    lines = [Text.from_ansi(line).plain for line in written.splitlines() if "│" in line]
    assert {len(line) for line in lines} == {60}
