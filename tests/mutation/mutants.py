"""Small mistakes planted in a module, one at a time, as people make them.

A comparison turned round or moved by one, `and` for `or`, a lost `not`, `any` for `all`, a
number off by one, a check that is never made, an exception that is never raised.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple, TypeVar, cast

Node = TypeVar("Node", bound=ast.AST)
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
QUANTIFIERS = {"all": "any", "any": "all", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """A module with one mistake: in which row, and what was written there instead of what."""

    row: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its text."""
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for variant in _variants(node):
            copy = deepcopy(tree)
            changed = _Replacement(_nth(copy, number), variant).visit(copy)
            yield Mutant(
                getattr(node, "lineno", 0),
                f"{ast.unparse(node)} → {ast.unparse(variant)}",
                ast.unparse(ast.fix_missing_locations(changed)) + "\n",
            )


class _Replacement(ast.NodeTransformer):
    """Puts a variant in the place of one node."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _nth(tree: ast.AST, number: int) -> ast.AST:
    return next(node for place, node in enumerate(ast.walk(tree)) if place == number)


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPPED:
            yield ast.Compare(node.left, [_swapped(operator)], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(_swapped(node.op), node.values)
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield ast.BinOp(node.left, _swapped(node.op), node.right)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Call(func=ast.Name(id=name)) if name in QUANTIFIERS:
            yield ast.Call(ast.Name(QUANTIFIERS[name], ast.Load()), node.args, node.keywords)
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number + 1)
        case ast.If():
            yield ast.If(ast.Constant(value=False), node.body, node.orelse)
        case ast.Raise() | ast.Expr(value=ast.Call()) | ast.Continue():
            yield ast.Pass()


def _swapped(operator: Node) -> Node:
    return cast(Node, SWAPPED[type(operator)]())
