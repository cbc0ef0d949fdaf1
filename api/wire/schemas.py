"""JSON Schemas of what Waymark reads and writes, for `waymark schema`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from api.wire.forms.doctor import DoctorObject
from api.wire.forms.find import FindObject
from api.wire.forms.frontier import FrontierObject
from api.wire.forms.gap import GapObject
from api.wire.forms.path import PathObject
from api.wire.forms.report import ReportObject
from api.wire.forms.term import TermObject
from api.wire.log import LogObject
from api.wire.store import StoreBackupObject, StoreCheckObject, StoreCopyObject
from api.wire.verdict import VerdictObject
from loaders.curriculum.schema import schema as curriculum_schema


class Described(StrEnum):
    """What a schema can be printed of."""

    CURRICULUM = "curriculum"
    PATH = "path"
    CHECK = "check"
    DOCTOR = "doctor"
    GAP = "gap"
    FRONTIER = "frontier"
    FIND = "find"
    SHOW = "show"
    LOG = "log"
    VERIFY = "verify"
    STORE_CHECK = "store-check"
    STORE_COPY = "store-copy"
    STORE_BACKUP = "store-backup"


def schema_of(what: Described) -> str:
    """Return the JSON Schema (draft 2020-12), indented."""
    return json.dumps(_SCHEMAS[what](), indent=2, ensure_ascii=False)


def _of(form: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: TypeAdapter(form).json_schema(mode="serialization")


_SCHEMAS: Mapping[Described, Callable[[], Mapping[str, Any]]] = {
    Described.CURRICULUM: curriculum_schema,
    Described.PATH: _of(PathObject),
    Described.CHECK: _of(ReportObject),
    Described.DOCTOR: _of(DoctorObject),
    Described.GAP: _of(GapObject),
    Described.FRONTIER: _of(FrontierObject),
    Described.FIND: _of(FindObject),
    Described.SHOW: _of(TermObject),
    Described.LOG: _of(LogObject),
    Described.VERIFY: _of(VerdictObject),
    Described.STORE_CHECK: _of(StoreCheckObject),
    Described.STORE_COPY: _of(StoreCopyObject),
    Described.STORE_BACKUP: _of(StoreBackupObject),
}
