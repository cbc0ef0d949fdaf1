"""A term, and hits of a search, as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.markup import escape
from rich.text import Text

from api.application.curate.find import FoundTerms
from api.application.curate.show import Shown
from api.cli.screens.rows import Column, indented, show_rows
from api.cli.shell import Shell
from api.wire.find import find_object
from api.wire.forms.find import HitObject
from api.wire.forms.term import LinkObject, NeedObject, TermObject
from api.wire.naming import Naming
from api.wire.term import term_object

SHOWN = 12
"""How many links of one sort a person wants to read at once; `--json` has them all."""


def show_hits(shell: Shell, found: FoundTerms) -> None:
    """Show what was found, best first."""
    hits = find_object(found).hits
    if not hits:
        shell.out.print(
            f"nothing resembles `{escape(found.text)}` in revision {found.snapshot.revision}"
        )
        return
    rows = ((hit.kind, hit.label, _matched(hit), hit.id) for hit in hits)
    as_matched = Column("as", style="dim")
    show_rows(shell, (Column("kind"), Column("label"), as_matched, Column("id")), rows)


def _matched(hit: HitObject) -> str:
    return f"“{hit.matched}”" if hit.matched != hit.label else ""


def show_view(shell: Shell, shown: Shown) -> None:
    """Show a term with its neighbourhood."""
    term = term_object(shown.around, Naming(shown.snapshot.dataset))
    names = " · ".join(dict.fromkeys(term.labels.values()))
    shell.out.print(Text.assemble((names or term.id, "bold"), f"  {term.kind}  ", (term.id, "dim")))
    for text in list(term.definition.values())[:1]:
        shell.out.print(escape(text))
    _show_levels(shell, term)
    _show_needs(shell, term.needs)
    for title, links in (
        ("taught by", term.taught_by),
        ("assessed by", term.assessed_by),
        ("teaches", term.teaches),
        ("assesses", term.assesses),
        ("leads to", term.leads_to),
        ("asks for", term.asks_for),
        ("asked for by", term.asked_by),
        ("broader", term.broader),
        ("narrower", term.narrower),
        ("aligned with", term.alignments),
    ):
        _show_links(shell, title, links)
    _show_provenance(shell, term)


def _show_levels(shell: Shell, term: TermObject) -> None:
    stated = [level for level in term.levels if level.label or level.hours is not None]
    if not stated:
        return
    shell.out.print("\nlevels", style="bold")
    for level in stated:
        hours = "" if level.hours is None else f"  {level.hours:g} h of self-study"
        shell.out.print(f"  {level.level}  {escape(level.label or '')}{hours}")


def _show_needs(shell: Shell, needs: Iterable[NeedObject]) -> None:
    needs = sorted(needs, key=lambda need: (need.level or 0, need.strength, need.condition))
    if not needs:
        return
    shell.out.print("\nneeds", style="bold")
    for need in needs:
        level = "" if need.level is None else f"level {need.level}: "
        said = Text(f"{level}{need.condition}")
        said.append(" (recommended)" if need.strength == "recommended" else "", style="dim")
        shell.out.print(indented(said, 2))
        if need.because:
            shell.out.print(indented(f"because {need.because}", 6, "dim"))


def _show_links(shell: Shell, title: str, links: list[LinkObject]) -> None:
    if not links:
        return
    shell.out.print(f"\n{title}", style="bold")
    rows = (
        (
            link.label,
            "" if link.level is None else f"level {link.level}",
            link.note or "",
            link.id if link.id != link.label else "",
        )
        for link in links[:SHOWN]
    )
    show_rows(shell, (Column(), Column(), Column(), Column(style="dim")), rows, indent=2)
    if len(links) > SHOWN:
        shell.out.print(f"  … and {len(links) - SHOWN:,} more; `--json` has all", style="dim")


def _show_provenance(shell: Shell, term: TermObject) -> None:
    of = term.provenance
    place = ":".join(str(part) for part in (of.file, of.row, of.column) if part is not None)
    said = [f"said by {of.source}", place, of.author, of.licence]
    shell.out.print(
        "\n" + escape(", ".join(part for part in said if part)), style="dim", soft_wrap=True
    )
