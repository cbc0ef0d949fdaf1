"""Everything that is said of worked curricula, as one text for people to read.

`PYTHONPATH=.:tests python tests/told.py` writes it anew; read the difference before it is
committed.
"""

from collections.abc import Iterator
from pathlib import Path

from worked_curricula import ROOT, WorkedCase, read_case
from worked_questions import load_case, question_of

from graph.snapshot import Snapshot
from ontology.dataset import Dataset
from reasoning.curation.causes import causes
from reasoning.narration import failure
from reasoning.narration.answer import answer
from reasoning.narration.labels import Labels
from reasoning.narration.path_steps import because
from reasoning.narration.proof_steps import ProofSentences
from reasoning.outcome import Found, OverConstrained, Unreachable
from reasoning.planning.planner import solve
from reasoning.question import Question

GOLDEN = Path(__file__).parent / "reasoning" / "narration" / "in-words.md"
CASES = (
    "alignments/a-chain-of-alignments",
    "alignments/what-a-course-gains-counts-aligned",
    "conditions/nested",
    "conditions/two-of-three",
    "cycles/one-course-gains-both",
    "cycles/through-resources",
    "cycles/two-that-need-each-other",
    "effort/the-framework-assumes-first",
    "entry/explicit-from",
    "levels/lower-levels-are-gained-by-the-way",
    "limits/deadline-and-hours-per-week",
    "limits/with-a-resource",
    "outcomes/an-assumption-is-no-limit",
    "outcomes/dates-clash",
    "outcomes/hours-clash",
    "outcomes/language-and-budget-clash",
    "outcomes/max-steps-clash",
    "outcomes/no-limit-to-blame",
    "outcomes/price-objective-demands-prices",
    "outcomes/with-what-cannot-be-taken",
    "outcomes/without-and-no-self-study-clash",
    "prices/two-currencies-have-no-sum",
    "recommended/never-forbids",
    "self-study/assume-hours-over-a-bare-taxonomy",
)


def case_of(name: str) -> WorkedCase:
    return read_case(ROOT / f"{name}.yaml")


def told(case: WorkedCase) -> str:
    loaded = load_case(case)
    dataset = Dataset.of(loaded.statements)
    question = question_of(case, dataset, loaded.learners)
    return "\n".join((f"## {case.name}", "", *lines(dataset, question), ""))


def lines(dataset: Dataset, question: Question) -> Iterator[str]:
    snapshot, labels = Snapshot.compile(dataset), Labels(dataset, dataset.prefixes)
    match solve(snapshot, question):
        case Found() as found:
            yield from answer(found, question, labels)
            yield from ("", "Steps:", "")
            for number, reasons in enumerate(because(found, question, labels), start=1):
                named = labels.taking(found.steps[number - 1].taking)
                yield f"{number}. {named}. {' '.join(reasons)}"
            yield from ("", "Proof:", "")
            yield from ProofSentences(found.proof, labels).numbered()
        case Unreachable() as outcome:
            why = causes(snapshot, sorted(outcome.beyond), question.assumed_minutes)
            yield from failure.unreachable(outcome, why, question, labels)
        case OverConstrained() as outcome:
            yield from failure.over_constrained(outcome, question, labels)
        case other:
            yield repr(other)


def written() -> str:
    return "# Answers in words\n\n" + "\n".join(told(case_of(name)) for name in CASES)


if __name__ == "__main__":
    GOLDEN.write_text(written(), "utf-8")
