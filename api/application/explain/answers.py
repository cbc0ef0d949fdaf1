"""Answers that were given: remembered, and found again by their digest."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from api.application.explain.certify import certificate_of
from api.application.plan.answer import Answer
from api.application.principal import Principal, Right
from api.application.snapshots.snapshots import Snapshots
from graph.records.answers import Answer as KeptAnswer
from graph.records.records import Records
from ontology.errors import OperationError, UnsoundProofError
from ontology.names import Iri
from reasoning.certificate.certificate import Refused, read_certificate, verify

AT_HAND = 256
"""How many answers are kept in memory; all others are read back from the records."""

A_DAY = timedelta(days=1)

REVISIONS_AT_HAND = 4
"""Of how many revisions they are: each holds on to all that its revision knows."""

_LOG = logging.getLogger("waymark.answers")


class Answers:
    """The answers of every tenant; threads may share it.

    `not_kept` counts those that the records failed to take. What nobody asks for in `kept_for`
    is forgotten; None keeps all.
    """

    def __init__(self, records: Records, snapshots: Snapshots, kept_for: timedelta | None) -> None:
        self._records = records
        self._snapshots = snapshots
        self._kept_for = kept_for
        self._swept: datetime | None = None
        self._at_hand: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._lock = threading.Lock()
        self.not_kept = 0

    def remember(self, tenant: str, answer: Answer, learner: Iri | None = None) -> None:
        """Keep an answer with its certificate; for a learner, until they are erased at most.

        What proves nothing is kept at hand alone. Where the records fail, the answer is good
        all the same: that is logged and counted, and it is not found again for long.
        """
        try:
            self._record(tenant, answer, learner)
        except OperationError as error:
            with self._lock:
                self.not_kept += 1
            _LOG.warning("an answer was given but not kept: %s", error.message)
        if learner is None:
            self._keep_at_hand(tenant, answer)

    def recall(self, principal: Principal, tenant: str, digest: str) -> Answer | None:
        """Return the answer of that digest, as it was given; None where it is not known.

        An answer for a learner on record is known to whoever may see records of people.
        """
        if not principal.may(Right.PEOPLE) and self._is_about_somebody(tenant, digest):
            return None
        with self._lock:
            known = self._at_hand.get((tenant, digest))
        if known is None:
            known = self._read_back(tenant, digest)
        return known

    def _record(self, tenant: str, answer: Answer, learner: Iri | None) -> None:
        certificate = certificate_of(answer)
        if certificate is not None:
            revision, asked_at = answer.snapshot.revision, answer.asked_at
            kept = KeptAnswer(answer.digest, certificate.decode(), revision, asked_at)
            self._records.answers.put(tenant, kept, learner)
            self._sweep(asked_at)

    def _sweep(self, now: datetime) -> None:
        """Forget, once a day, what nobody has asked for in a long time."""
        if self._kept_for is None:
            return
        with self._lock:
            if self._swept is not None and now - self._swept < A_DAY:
                return
            self._swept = now
        gone = self._records.answers.forget_before(now - self._kept_for)
        if gone:
            _LOG.info("forgot %d answers that nobody asked for since", gone)

    def _is_about_somebody(self, tenant: str, digest: str) -> bool:
        return self._records.answers.is_about_somebody(tenant, digest)

    def _read_back(self, tenant: str, digest: str) -> Answer | None:
        kept = self._records.answers.get(tenant, digest)
        if kept is None:
            return None
        certificate = read_certificate(kept.certificate)
        if certificate.answer != digest or isinstance(verify(certificate), Refused):
            raise UnsoundProofError(f"the kept answer {digest} is not the one that was given")
        known = self._snapshots.at(tenant, kept.revision)
        return Answer(
            snapshot=known.snapshot,
            content=known.content,
            question=certificate.question,
            outcome=certificate.outcome,
            digest=digest,
            alternatives=(),
            asked_at=kept.asked,
            seconds=0.0,
        )

    def _keep_at_hand(self, tenant: str, answer: Answer) -> None:
        with self._lock:
            self._at_hand[tenant, answer.digest] = answer
            self._at_hand.move_to_end((tenant, answer.digest))
            while len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
            self._forget_old_revisions()

    def _forget_old_revisions(self) -> None:
        """Keep at hand what is of the revisions that were answered from last."""
        lately: set[tuple[str, int]] = set()
        for key in reversed(tuple(self._at_hand)):
            revision = key[0], self._at_hand[key].snapshot.revision
            if len(lately) == REVISIONS_AT_HAND and revision not in lately:
                del self._at_hand[key]
            else:
                lately.add(revision)
