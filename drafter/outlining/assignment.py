"""One-to-one assignment with the largest total score, over the few pairs that come into question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Pair = tuple[int, int]
# A component larger than this is settled best pair first: exactness is not worth the time there.
_EXACT = 40


def assign(scores: Mapping[Pair, float]) -> dict[int, int]:
    """Left → right so that the sum is largest; pairs that are not given never go together. Deterministic."""
    chosen: dict[int, int] = {}
    for component in _components(scores):
        lefts = sorted({left for left, _right in component})
        rights = sorted({right for _left, right in component})
        if len(component) == 1:
            chosen[lefts[0]] = rights[0]
        elif min(len(lefts), len(rights)) > _EXACT:
            chosen.update(_greedy({pair: scores[pair] for pair in component}))
        else:
            chosen.update(_hungarian(lefts, rights, scores))
    return chosen


def _components(scores: Mapping[Pair, float]) -> Iterable[list[Pair]]:
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for left, right in scores:
        root[find(("l", left))] = find(("r", right))
    groups: dict[tuple[str, int], list[Pair]] = {}
    for pair in sorted(scores):
        groups.setdefault(find(("l", pair[0])), []).append(pair)
    return groups.values()


def _greedy(scores: Mapping[Pair, float]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for (left, right), _score in sorted(scores.items(), key=lambda entry: (-entry[1], entry[0])):
        if left not in chosen and right not in used:
            chosen[left] = right
            used.add(right)
    return chosen


def _hungarian(lefts: list[int], rights: list[int], scores: Mapping[Pair, float]) -> dict[int, int]:
    """The shortest augmenting path method with potentials (Jonker, Volgenant); every left may also stay alone at cost 0."""
    count = len(lefts)
    width = len(rights) + count
    costs = [[-scores.get((left, right), -1e-6) for right in rights] + [0.0] * count for left in lefts]
    infinite = float("inf")
    row_potential = [0.0] * (count + 1)
    column_potential = [0.0] * (width + 1)
    row_of = [0] * (width + 1)
    way = [0] * (width + 1)
    for row in range(1, count + 1):
        row_of[0] = row
        column = 0
        shortest = [infinite] * (width + 1)
        done = [False] * (width + 1)
        while True:
            done[column] = True
            here = row_of[column]
            line = costs[here - 1]
            delta, following = infinite, 0
            for other in range(1, width + 1):
                if done[other]:
                    continue
                reduced = line[other - 1] - row_potential[here] - column_potential[other]
                if reduced < shortest[other]:
                    shortest[other], way[other] = reduced, column
                if shortest[other] < delta:
                    delta, following = shortest[other], other
            for other in range(width + 1):
                if done[other]:
                    row_potential[row_of[other]] += delta
                    column_potential[other] -= delta
                else:
                    shortest[other] -= delta
            column = following
            if row_of[column] == 0:
                break
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    found: dict[int, int] = {}
    for column in range(1, len(rights) + 1):
        row = row_of[column]
        if row and (lefts[row - 1], rights[column - 1]) in scores:
            found[lefts[row - 1]] = rights[column - 1]
    return found
