"""Search as somebody types, over 5,000 resources in five languages; and suggestions.

The resources are made up of words of the frequent-words table's kind: syllables by rule, so that
no file is needed and every run is the same. The baseline is a plain scan of all folded texts, as
a ``LIKE '%…%'`` does it, in the same process. ``suggestions.tsv`` holds what visitors write, made
up for this, each with the resources of the first shelf that a counselor would send.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Final

from counselors import sanitize
from counselors.exchange import markdown
from counselors.search import Doc, Index, Text, Wish, index_of, search, suggest
from counselors.search.folding import folded, words_of
from tests.bench.report import Row, at_least, at_most
from tests.bench.servers import ROOT

LANGUAGES: Final = ("fr", "nl", "en", "de", "uk")
SUBJECTS: Final = ("choosing", "learning", "working", "moving", "entrepreneurship")
RESOURCES: Final = 5_000
QUERIES: Final = 400
LABELLED: Final = Path(__file__).with_name("suggestions.tsv")
SYLLABLES: Final = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "é", "on")]


def made_up(count: int, seed: int = 1) -> list[Doc]:
    """Resources with titles of 4 and texts of 60 words, some frequent, most rare, as in life."""
    dice = random.Random(seed)
    words = {code: [_word(dice) for _ in range(12_000)] for code in LANGUAGES}
    weights = [1 / (rank + 2) for rank in range(12_000)]

    def text(code: str, length: int) -> str:
        return " ".join(dice.choices(words[code], weights, k=length))

    return [
        Doc(
            f"{dice.choice(words['en'])}-{place}",
            {code: Text(text(code, 4), text(code, 60)) for code in LANGUAGES},
            frozenset({dice.choice(SUBJECTS)}),
            worth=dice.randrange(50),
        )
        for place in range(count)
    ]


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))


def typed(docs: Sequence[Doc], count: int, seed: int = 2) -> list[str]:
    """What is typed on the way to words of titles: beginnings, whole words, pairs, one typo."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        title = dice.choice(docs).texts[dice.choice(LANGUAGES)].title.split()
        word = dice.choice(title)
        kind = dice.randrange(4)
        if kind == 0:
            word = word[: dice.randint(1, len(word))]
        elif kind == 1 and len(word) > 4:
            place = dice.randrange(len(word))
            word = word[:place] + dice.choice("aeiourst") + word[place + 1 :]
        elif kind == 2:
            word = f"{word} {dice.choice(title)[:4]}"
        found.append(word)
    return found


def scan(pages: Sequence[tuple[str, str]], text: str) -> list[str]:
    """The plain way: every folded text is read for every word."""
    words = words_of(text)
    found = [(key, page) for key, page in pages if all(word in page for word in words)]
    return [key for key, _ in sorted(found)[:20]]


def as_typed(folder: Path, quick: bool) -> list[Row]:
    """Time of a search, beside a plain scan; then whether suggestions hit."""
    docs = made_up(100 if quick else RESOURCES)
    began = perf_counter()
    index = index_of(docs)
    made = perf_counter() - began
    pages = [
        (doc.key, folded(" ".join(f"{each.title} {each.body}" for each in doc.texts.values())))
        for doc in docs
    ]
    queries = typed(docs, 20 if quick else QUERIES)
    ours = _p95(lambda text: search(index, Wish(text, "nl", "working"), 20), queries)
    plain = _p95(lambda text: scan(pages, text), queries[: max(20, len(queries) // 4)])
    name = f"search, {len(docs):,} resources in {len(LANGUAGES)} languages"
    return [
        Row(
            name=f"{name}: p95", value=ours, unit="ms", baseline="plain scan",
            baseline_value=plain, ratio=ours / plain, **at_most(30, ours, " ms"),
        ),
        Row(name=f"{name}: the index is made in", value=made, unit="s"),
        *_suggestions(),
    ]  # fmt: skip


def _p95(find: Callable[[str], object], queries: Sequence[str]) -> float:
    times = []
    for text in queries:
        began = perf_counter()
        find(text)
        times.append((perf_counter() - began) * 1000)
    return quantiles(times, n=20)[-1]


def labelled() -> list[tuple[str, str, frozenset[str]]]:
    """Language, what a visitor wrote, and the keys that a counselor would send."""
    rows = [line.split("\t") for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [(code, text, frozenset(keys.split())) for code, text, keys in rows]


def first_shelf() -> Index:
    """The first shelf, as the service keeps it in memory."""
    entries = markdown.read(ROOT / "config" / "resources")
    return index_of(
        Doc(
            entry.key,
            {
                code: Text(each.title, sanitize.plain(each.body), each.words)
                for code, each in entry.versions.items()
            },
            frozenset(entry.subjects),
        )
        for entry in entries
    )


def hit_rate(find: Callable[[str, str], list[str]]) -> float:
    """The share of what visitors wrote for which one of three is what a counselor would send."""
    rows = labelled()
    return sum(bool(keys & set(find(code, text)[:3])) for code, text, keys in rows) / len(rows)


def _suggestions() -> list[Row]:
    index = first_shelf()

    def ours(code: str, text: str) -> list[str]:
        return [doc.key for doc in suggest(index, Wish(text, code))]

    def shared_words(code: str, text: str) -> list[str]:
        wanted = set(words_of(text))
        counted = [(len(wanted & set(_words(doc, code))), doc.key) for doc in index.docs]
        return [key for count, key in sorted(counted, reverse=True) if count]

    rate, plain = hit_rate(ours), hit_rate(shared_words)
    return [
        Row(
            name=f"suggestions, right within three, {len(labelled())} messages", value=100 * rate,
            unit="%", baseline="shared words counted", baseline_value=100 * plain,
            **at_least(80, 100 * rate, " %"),
        )
    ]  # fmt: skip


def _words(doc: Doc, code: str) -> list[str]:
    text = doc.texts.get(code)
    return words_of(f"{text.title} {text.body}") if text else []
