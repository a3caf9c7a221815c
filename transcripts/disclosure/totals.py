"""Which places are too small to be told how many came, before anything else is told of them.

Why nobody can compute what is hidden: the hidden children of a shown parent are at least two and
hold at least k people together, and nothing below or beside tells them apart, for a place whose
total is hidden is hidden in every table. People of one could be people of the other.
"""

from collections.abc import Collection, Mapping

from transcripts.disclosure.tables import Path, small


def hidden_totals(
    totals: Mapping[Path, int], k: int, told: Mapping[Path, bool] | None = None
) -> frozenset[Path]:
    """Places whose total stays hidden, and with it everything below them.

    ``told``: of places published before, whether they were shown; that cannot be changed any more.
    """
    told = told or {}
    hidden = {path for path, shown in told.items() if not shown}
    for path in sorted(totals, key=len):
        if path in told:
            continue
        if path[:-1] in hidden or (path[:-1] not in totals and small(totals[path], k)):
            hidden.add(path)
    for parent in sorted({path[:-1] for path in totals} & set(totals), key=len):
        children = [path for path in totals if path[:-1] == parent]
        hidden |= _of_parent(parent, children, totals, k, hidden, told)
    return frozenset(hidden)


def _of_parent(
    parent: Path, children: Collection[Path], totals: Mapping[Path, int], k: int,
    hidden: Collection[Path], told: Mapping[Path, bool],
) -> set[Path]:  # fmt: skip
    """What must be hidden among a parent and its children, beyond what is."""
    if parent in hidden:
        return {child for child in children if child not in told}
    group = [child for child in children if child in hidden]
    group += [each for each in children if each not in told and small(totals[each], k)]
    if not group:
        return set()
    spare = (each for each in children if each not in told and totals[each] >= k)
    for each in sorted(spare, key=lambda child: (totals[child], child)):
        if _covered(group, totals, k):
            break
        group.append(each)
    return set(group) if _covered(group, totals, k) else {parent}


def _covered(group: Collection[Path], totals: Mapping[Path, int], k: int) -> bool:
    return len(group) >= 2 and sum(totals[each] for each in group) >= k
