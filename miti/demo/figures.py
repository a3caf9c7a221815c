"""What ``config/demo/visitors.toml`` may say: how invented visitors are, in weights and seconds."""

from typing import Annotated

from msgspec import Meta, Struct

Chance = Annotated[float, Meta(ge=0, le=1)]
Above = Annotated[float, Meta(gt=0)]
Weight = Annotated[float, Meta(ge=0)]
Lines = Annotated[tuple[Annotated[str, Meta(min_length=1)], ...], Meta(min_length=1)]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in the file: a key that nobody knows is refused, not ignored."""


class Patience(Entry, frozen=True):
    """Some wait this long on average before they give up."""

    share: Weight
    seconds: Above


class TalkLength(Entry, frozen=True):
    """Some answer the counselor this often on average."""

    share: Weight
    answers: Above


class Texts(Entry, frozen=True):
    """What visitors of one language write. ``openings``: by subject. Every talk has the mark."""

    mark: Annotated[str, Meta(min_length=1)]
    openings: dict[str, Lines]
    unknown: Lines
    more: Lines
    answers: Lines
    thanks: Lines
    remarks: Lines


class Figures(Entry, frozen=True):
    """The file. Languages are by city; texts are by language."""

    hours: Annotated[tuple[Above, ...], Meta(min_length=1)]
    at_the_door: Chance
    any_city: Chance
    no_subject: Chance
    writes_later: Chance
    silent: Chance
    interrupted: Chance
    erases: Chance
    remarks: Chance
    counselor_patience: Above
    cities: dict[str, Weight]
    subjects: dict[str, Weight]
    languages: dict[str, dict[str, Weight]]
    patience: Annotated[tuple[Patience, ...], Meta(min_length=1)]
    talk: Annotated[tuple[TalkLength, ...], Meta(min_length=1)]
    texts: Annotated[dict[str, Texts], Meta(min_length=1)]
