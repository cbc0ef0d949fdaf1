"""No forgery is accepted: 10,000 of them in full, of every kind that somebody may think of.

A forger has the whole file and recomputes what digests he can. An altered answer that is true
all the same is no forgery: the oracle (plain semantics, and trying everything) sets it aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import orjson
import pytest
from forgery.fields import forged, kind_of, places
from forgery.truth import is_true
from forgery.worlds import (
    another_question,
    another_world,
    proved,
    told_boldly,
    told_of_another,
    told_openly,
    told_slyly,
)
from random_curricula import Case, random_case, random_role_case
from scale import count

from ontology.dataset import Dataset
from ontology.errors import InputError
from reasoning.certificate.certificate import (
    Certificate,
    Verified,
    certify,
    read_certificate,
    verify,
    write_certificate,
)
from reasoning.certificate.reading import Proved
from reasoning.question import Question

FIELDS = count(6000)
WORLDS = count(3000)
QUESTIONS = count(1000)

REFUSED, STILL_TRUE, ACCEPTED = "refused", "still true", "accepted"


def judged(forgery: Certificate, here: Dataset) -> str:
    """Return what becomes of a forgery that is read and verified as a stranger would do it."""
    if not isinstance(verify(forgery, here.digest), Verified):
        return REFUSED
    return STILL_TRUE if is_true(forgery.outcome, forgery.question, here) else ACCEPTED


def judged_bytes(forgery: bytes, here: Dataset) -> str:
    """Return the same for a file."""
    try:
        return judged(read_certificate(forgery), here)
    except InputError:
        return REFUSED


def certified(case: Case) -> bytes:
    """Return the certificate of the planner's answer."""
    outcome = proved(case.question, case.dataset)
    assert outcome is not None
    return write_certificate(certify(outcome, case.question, case.dataset))


def test_no_altered_field_is_accepted() -> None:
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    seen: set[str] = set()
    seed = 0
    while found.total() < FIELDS or seen - set(tried):
        case = (random_role_case if seed % 4 == 0 else random_case)(seed)
        original, random = certified(case), Random(seed)
        by_kind: dict[str, list[tuple[str | int, ...]]] = {}
        for place in places(orjson.loads(original)):
            by_kind.setdefault(kind_of(place), []).append(place)
        seen.update(by_kind)
        for kind in sorted(by_kind, key=lambda kind: (tried[kind], kind))[:20]:
            forgery = forged(original, random.choice(by_kind[kind]), random)
            tried[kind] += 1
            if orjson.loads(forgery) != orjson.loads(original):
                verdict = judged_bytes(forgery, case.dataset)
                assert verdict != ACCEPTED, (seed, kind, forgery)
                found[verdict] += 1
        seed += 1
    print(f"altered fields: {dict(found)}")
    assert found[STILL_TRUE] < found[REFUSED] / 4, found


Telling = Callable[[Proved, Question, Dataset, Dataset], Certificate]


@pytest.mark.parametrize("tell", [told_openly, told_slyly, told_boldly])
def test_no_answer_from_another_world_is_accepted(tell: Telling) -> None:
    found: Counter[str] = Counter()
    seed = 0
    while found.total() < WORLDS // 3:
        case, seed = random_case(seed), seed + 1
        elsewhere = another_world(case.question, case.dataset, Random(seed))
        outcome = proved(case.question, elsewhere)
        if outcome is None or elsewhere.digest == case.dataset.digest:
            continue
        verdict = judged(tell(outcome, case.question, elsewhere, case.dataset), case.dataset)
        assert verdict != ACCEPTED, seed
        found[verdict] += 1
    print(f"another world, {tell.__name__}: {dict(found)}")
    assert found[REFUSED] > found.total() // 10, found


def test_no_answer_to_another_question_is_accepted() -> None:
    found: Counter[str] = Counter()
    seed = 0
    while found.total() < QUESTIONS:
        case, seed = random_case(seed), seed + 1
        asked = another_question(case.question, Random(seed))
        outcome = proved(asked, case.dataset)
        if outcome is None or asked == case.question:
            continue
        forgery = told_of_another(outcome, case.question, case.dataset)
        verdict = judged(forgery, case.dataset)
        assert verdict != ACCEPTED, seed
        found[verdict] += 1
    print(f"another question: {dict(found)}")
    assert found[REFUSED] > found.total() // 10, found
