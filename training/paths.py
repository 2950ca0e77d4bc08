"""Which paths between a trigger and a word the role scorer knows by themselves."""

from collections import Counter
from collections.abc import Sequence

from lagebild.annotate.roles import OTHER_PATH, general_paths, number_path
from training.data import Window

PATHS = 1500
"""Paths between trigger and word that the role scorer tells apart."""
GENERAL_PATHS = 250
"""Places in the list of paths kept for general forms."""
ENGLISH_PATH_WEIGHT = 4


def choose_paths(windows: Sequence[Window]) -> list[str]:
    """The paths the role scorer knows: the commonest, and the general forms that cover most of what is left.

    English claims are few; without a weight their prepositions (`nmod:by/`, `obl:from/obj`) would fall out of the list.
    """
    counts: Counter[str] = Counter()
    for window in windows:
        weight = ENGLISH_PATH_WEIGHT if window.sentences[0].style == "ewt" else 1
        for claim in window.claims or ():
            for path in claim.paths:
                counts[path] += weight
    del counts[OTHER_PATH]
    exact = [path for path, _ in counts.most_common(PATHS - 1 - GENERAL_PATHS)]
    general: Counter[str] = Counter()
    for path in counts.keys() - set(exact):
        for form in general_paths(path):
            general[form] += counts[path]
    paths = list(dict.fromkeys([OTHER_PATH, *exact, *(form for form, _ in general.most_common(GENERAL_PATHS))]))
    numbers = {path: number for number, path in enumerate(paths)}
    known = sum(count for path, count in counts.items() if number_path(path, numbers))
    print("paths:", len(paths), f"{known / counts.total():.3f} of all")
    return paths
