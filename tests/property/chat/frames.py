"""Any frame of the wire, drawn from the types that describe it."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

Strategy = st.SearchStrategy[Any]


def frames(kind: type[Any]) -> Strategy:
    """Any value of this class of frames."""
    return values(inspect.type_info(kind))


@singledispatch
def values(of: inspect.Type) -> Strategy:
    """Any value of one type of the wire."""
    simple = {
        inspect.NoneType: st.none(),
        inspect.BoolType: st.booleans(),
        inspect.UUIDType: st.uuids(),
    }
    return simple[type(of)]


@values.register
def _(of: inspect.Metadata) -> Strategy:
    return values(of.type)


@values.register
def _(of: inspect.StructType) -> Strategy:
    fields = {each.name: values(each.type) for each in of.fields}
    return st.builds(of.cls, **fields)


@values.register
def _(of: inspect.UnionType) -> Strategy:
    return st.one_of([values(each) for each in of.types])


@values.register
def _(of: inspect.LiteralType) -> Strategy:
    return st.sampled_from(list(of.values))


@values.register
def _(of: inspect.DictType) -> Strategy:
    return st.dictionaries(values(of.key_type), values(of.value_type), max_size=3)


@values.register
def _(of: inspect.VarTupleType) -> Strategy:
    return st.lists(values(of.item_type), max_size=3).map(tuple)


@values.register
def _(of: inspect.IntType) -> Strategy:
    return st.integers(of.ge if of.ge is not None else -(10**9), of.le or 10**9)


@values.register
def _(of: inspect.FloatType) -> Strategy:
    return st.floats(of.ge, allow_nan=False, allow_infinity=False)


@values.register
def _(of: inspect.StrType) -> Strategy:
    if of.pattern is None:
        return st.text(min_size=of.min_length or 0, max_size=40)
    return st.from_regex(of.pattern.replace("^", r"\A").replace("$", r"\Z"))
