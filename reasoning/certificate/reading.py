"""Questions and outcomes read back from JSON; what is amiss is an `InputError` with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ontology.terms import Kind
from reasoning.bound import BoundCertificate, Cut, CutLeaf
from reasoning.certificate.node import Node
from reasoning.outcome import (
    Bound,
    Cost,
    Found,
    OverConstrained,
    PathStep,
    Schedule,
    Unreachable,
    Week,
    Wish,
    WishState,
)
from reasoning.proof import (
    Achieves,
    Assertion,
    Assumed,
    Course,
    Fact,
    Holds,
    Inference,
    Meets,
    Only,
    Proof,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
    Step,
    Taking,
)
from reasoning.question import Limit, Limits, Objective, Question
from reasoning.statements import Statements

Proved: TypeAlias = Found | Unreachable | OverConstrained


def read_question(node: Node) -> Question:
    """Read a question."""
    found = node.fields(
        "goal", "held", "start", "objective", "role", "wishes", "assumed_minutes", "limits"
    )
    return Question(
        goal=found["goal"].each(Node.attainment),
        held=found["held"].distinct(Node.attainment),
        start=found["start"].day(),
        objective=found["objective"].word(Objective),
        role=found["role"].or_none(Node.iri),
        wishes=found["wishes"].each(Node.attainment),
        assumed_minutes=found["assumed_minutes"].or_none(Node.number),
        limits=_limits(found["limits"]),
    )


def _limits(node: Node) -> Limits:
    found = node.fields(
        *("budget", "currency", "minutes_per_week", "deadline", "languages", "modality"),
        *("region", "max_steps", "without", "demanded", "self_study", "dates"),
    )
    return Limits(
        budget=found["budget"].or_none(Node.number),
        currency=found["currency"].or_none(Node.text),
        minutes_per_week=found["minutes_per_week"].or_none(Node.number),
        deadline=found["deadline"].or_none(Node.day),
        languages=found["languages"].each(Node.text),
        modality=found["modality"].or_none(Node.text),
        region=found["region"].or_none(Node.text),
        max_steps=found["max_steps"].or_none(Node.number),
        without=found["without"].distinct(Node.iri),
        demanded=found["demanded"].distinct(Node.iri),
        self_study=found["self_study"].flag(),
        dates=found["dates"].flag(),
    )


def read_outcome(node: Node, statements: Statements) -> Found | Unreachable | OverConstrained:
    """Read an outcome that can be proved; what its proof quotes is among these statements."""
    kind = node.value.get("kind") if isinstance(node.value, dict) else None
    match kind:
        case "Found":
            return _found(node, statements)
        case "Unreachable":
            beyond = node.fields("kind", "beyond")["beyond"]
            return Unreachable(beyond.distinct(Node.attainment))
        case "OverConstrained":
            return _over_constrained(node)
        case _:
            node.fail("its `kind` is none that can be proved")


def _found(node: Node, statements: Statements) -> Found:
    found = node.fields(
        *("kind", "steps", "cost", "bound", "proof", "recommended_missed", "wishes", "schedule")
    )
    return Found(
        steps=found["steps"].each(_path_step),
        cost=_cost(found["cost"]),
        bound=_bound(found["bound"]),
        proof=Proof(found["proof"].each(_step_reader(statements))),
        recommended_missed=found["recommended_missed"].each(Node.iri),
        wishes=found["wishes"].each(_wish),
        schedule=found["schedule"].or_none(_schedule),
    )


def _over_constrained(node: Node) -> OverConstrained:
    found = node.fields("kind", "clash", "certificate")
    clash = found["clash"].distinct(_limit)
    return OverConstrained(clash, (), _certificate(found["certificate"]))


def _limit(node: Node) -> Limit:
    return node.word(Limit)


def _cost(node: Node) -> Cost:
    found = node.fields("minutes", "price", "currency", "steps", "objective")
    return Cost(
        minutes=found["minutes"].number(),
        price=found["price"].or_none(Node.number),
        currency=found["currency"].or_none(Node.text),
        steps=found["steps"].number(),
        objective=found["objective"].number(),
    )


def _path_step(node: Node) -> PathStep:
    found = node.fields("taking", "gains", "minutes", "price", "currency", "assumed")
    return PathStep(
        taking=_taking(found["taking"]),
        gains=found["gains"].each(Node.attainment),
        minutes=found["minutes"].number(),
        price=found["price"].or_none(Node.number),
        currency=found["currency"].or_none(Node.text),
        assumed=found["assumed"].flag(),
    )


def _wish(node: Node) -> Wish:
    found = node.fields("attainment", "state")
    return Wish(found["attainment"].attainment(), found["state"].word(WishState))


def _schedule(node: Node) -> Schedule:
    found = node.fields("weeks", "ends")
    return Schedule(found["weeks"].each(_week), found["ends"].day())


def _week(node: Node) -> Week:
    found = node.fields("number", "starts", "minutes")
    return Week(found["number"].number(), found["starts"].day(), found["minutes"].each(_share))


def _share(node: Node) -> tuple[int, int]:
    step, minutes = node.exactly(2)
    return step.number(), minutes.number()


def _bound(node: Node) -> Bound:
    found = node.fields("certified", "certificate")
    certified = found["certified"].number()
    return Bound(certified, certified, _certificate(found["certificate"]))


def _certificate(node: Node) -> BoundCertificate:
    return BoundCertificate(node.each(_leaf))


def _leaf(node: Node) -> CutLeaf:
    found = node.fields("taken", "avoided", "cuts", "impossible", "exceeded")
    return CutLeaf(
        taken=found["taken"].distinct(_taking),
        avoided=found["avoided"].distinct(_taking),
        cuts=found["cuts"].each(_cut),
        impossible=found["impossible"].or_none(_cut),
        exceeded=found["exceeded"].or_none(_limit),
    )


def _cut(node: Node) -> Cut:
    found = node.fields("members", "amount")
    return Cut(found["members"].distinct(Node.attainment), found["amount"].number())


def _taking(node: Node) -> Taking:
    if node.has("course"):
        return Course(node.fields("course")["course"].iri())
    return SelfStudy(node.fields("self_study")["self_study"].attainment())


def _step_reader(statements: Statements) -> Callable[[Node], Step]:
    def read(node: Node) -> Step:
        if not node.has("rule"):
            return Assertion(_fact(node.fields("fact")["fact"], statements))
        found = node.fields("fact", "rule", "premises")
        premises = found["premises"].each(Node.number)
        return Inference(_fact(found["fact"], statements), found["rule"].word(Rule), premises)

    return read


def _fact(node: Node, statements: Statements) -> Fact:
    for name, read in _FACTS.items():
        if node.has(name):
            return read(node)
    cited = node.fields("quoted")["quoted"]
    statement = statements.get(cited.iri())
    if statement is None:
        cited.fail(f"`{cited.value}` is quoted and not among the statements")
    return Quoted(statement.id, statement.content)


def _holds(node: Node) -> Fact:
    return Holds(node.fields("holds")["holds"].attainment())


def _meets(node: Node) -> Fact:
    found = node.fields("meets", "by")
    return Meets(found["meets"].condition(), found["by"].or_none(_taking))


def _ready(node: Node) -> Fact:
    return Ready(_taking(node.fields("ready")["ready"]))


def _achieves(node: Node) -> Fact:
    return Achieves(node.fields("achieves")["achieves"].each(Node.attainment))


def _only(node: Node) -> Fact:
    found = node.fields("only", "about", "ids")
    return Only(found["only"].word(Kind), found["about"].iri(), found["ids"].each(Node.iri))


def _assumed(node: Node) -> Fact:
    found = node.fields("assumed", "minutes")
    return Assumed(_taking(found["assumed"]), found["minutes"].number())


_FACTS: Mapping[str, Callable[[Node], Fact]] = {
    "holds": _holds,
    "meets": _meets,
    "ready": _ready,
    "achieves": _achieves,
    "only": _only,
    "assumed": _assumed,
}
