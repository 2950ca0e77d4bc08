"""Sentences with tags, features, lemmas and trees from CoNLL-U files, and GSD's words whose trees are not to be had."""

from collections.abc import Iterator
from pathlib import Path

from training.data import HABIT_OF_STYLE, KEPT_SUBTYPES, Words


def relation(label: str) -> str:
    """A relation without the subtypes the product does not use."""
    return label if label in KEPT_SUBTYPES else label.split(":", 1)[0]


def read_treebank(
    path: Path, style: str, *, collapse: bool = False, bad_trees: frozenset[str] = frozenset()
) -> list[Words]:
    """Sentences of a CoNLL-U file.

    With `collapse`, multiword tokens become one word (running text keeps *im* whole), as do English words joined by
    hyphens. Trees of the sentences in `bad_trees` are masked where a checker found a bug.
    """
    found = []
    for comments, rows, ranges in _conllu(path):
        words = rows
        heads = [int(r[6]) - 1 if r[6].isdigit() else -100 for r in words]
        sentence = Words(
            forms=[r[1] for r in words],
            style=style,
            upos=[r[3] if r[3] != "_" else "" for r in words],
            feats=[_features(r[5]) for r in words],
            lemmas=[r[2] if r[2] != "_" else None for r in words],
            heads=heads,
            relations=[relation(r[7]) for r in words],
            names=_gum_names(words) if style == "gum" else None,
            habit=HABIT_OF_STYLE.get(style, "germeval"),
        )
        if comments.get("sent_id") in bad_trees:
            for i, r in enumerate(words):
                if "Bug=" in r[9]:
                    sentence.heads[i] = -100  # type: ignore[index]
        groups = _collapsible(words, ranges, english=style in ("ewt", "gum")) if collapse else []
        found.append(_collapse(sentence, groups) if groups else sentence)
    return found


def _features(column: str) -> str:
    """Features without layered ones and without values in doubt, so that fewer classes see more examples."""
    kept = [
        f for f in column.split("|") if "[" not in f and "Typo" not in f and "Style" not in f and "CorrectForm" not in f
    ]
    return "|".join(kept) or "_"


def _conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]], list[tuple[int, int, str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    ranges: list[tuple[int, int, str]] = []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if not line:
            if rows:
                yield comments, rows, ranges
            comments, rows, ranges = {}, [], []
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        else:
            row = line.split("\t")
            if "-" in row[0]:
                first, last = row[0].split("-")
                ranges.append((int(first) - 1, int(last), row[1]))
            elif "." not in row[0]:
                rows.append(row)


def _collapsible(
    rows: list[list[str]], ranges: list[tuple[int, int, str]], *, english: bool
) -> list[tuple[int, int, str]]:
    if not english:
        return ranges
    groups, i = [], 0
    while i + 2 < len(rows):
        j = i
        while (
            j + 2 < len(rows)
            and rows[j + 1][1] == "-"
            and "SpaceAfter=No" in rows[j][9]
            and "SpaceAfter=No" in rows[j + 1][9]
            and rows[j][1][-1].isalnum()
            and rows[j + 2][1][0].isalnum()
        ):
            j += 2
        if j > i:
            groups.append((i, j + 1, "".join(r[1] for r in rows[i : j + 1])))
        i = j + 1
    return groups


def _collapse(sentence: Words, groups: list[tuple[int, int, str]]) -> Words:
    """Join groups of words to one; the joined word takes the analysis of the group's outermost word.

    A German contraction takes that of its preposition; the determiner in it vanishes.
    """
    n = len(sentence.forms)
    assert sentence.heads is not None
    owner = list(range(n))
    kept: dict[int, str] = {}
    for first, last, form in groups:
        outer = [i for i in range(first, last) if not first <= sentence.heads[i] < last]
        chosen = first if sentence.style in ("gsd", "pud", "hdt") else (outer[0] if outer else first)
        kept[chosen] = form
        for i in range(first, last):
            owner[i] = chosen
    order = [i for i in range(n) if owner[i] == i]
    place = {i: k for k, i in enumerate(order)}
    pick = lambda values: None if values is None else [values[i] for i in order]  # noqa: E731
    joined = Words(
        forms=[kept.get(i, sentence.forms[i]) for i in order],
        style=sentence.style,
        upos=pick(sentence.upos),
        feats=pick(sentence.feats),
        lemmas=pick(sentence.lemmas),
        relations=pick(sentence.relations),
        names=pick(sentence.names),
        habit=sentence.habit,
        heads=[h if h < 0 else place[owner[h]] for h in (sentence.heads[i] for i in order)],
    )
    if sentence.style in ("ewt", "gum") and joined.lemmas is not None:
        joined.lemmas = [None if i in kept else joined.lemmas[k] for k, i in enumerate(order)]
    if joined.heads is not None:
        joined.heads = [-100 if h == k else h for k, h in enumerate(joined.heads)]
    return joined


_GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_TITLES = frozenset(
    "mr. mrs. ms. dr. prof. professor president prime minister secretary of state foreign defense defence general gen. "
    "major colonel captain lieutenant admiral senator representative governor mayor chancellor king queen prince "
    "princess sir lord lady pope chairman ambassador commissioner judge justice sheriff reverend rev. saint vice "
    "deputy chief".split()
)


def _gum_names(rows: list[list[str]]) -> list[str]:
    """Names of a GUM sentence: the outermost entities of three types that consist of proper nouns.

    Titles before a person are left out; plural persons (peoples) are not names, and what looks like a name but is no
    entity of the three types stays unlabelled (`?`).
    """
    spans: list[tuple[int, int, str]] = []
    stack: dict[str, tuple[int, str]] = {}
    for i, row in enumerate(rows):
        misc = dict(m.split("=", 1) for m in row[9].split("|") if "=" in m)
        for opened, name, closed in _brackets(misc.get("Entity", "")):
            number, _, rest = name.partition("-")
            if opened:
                stack[number] = (i, rest.split("-")[0])
            if closed and number in stack:
                start, kind = stack.pop(number)
                spans.append((start, i + 1, kind))
    tags = ["?" if row[3] == "PROPN" and row[1].lower() not in _CALENDAR else "O" for row in rows]
    taken = [False] * len(rows)
    for start, end, kind in sorted(spans, key=lambda s: s[1] - s[0], reverse=True):
        name = _proper_part(rows, start, end, kind)
        if name is None or any(taken[name[0] : name[1]]):
            continue
        for k in range(*name):
            tags[k] = ("B-" if k == name[0] else "I-") + _GUM_TYPES[kind]
            taken[k] = True
    return tags


def _proper_part(rows: list[list[str]], start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The name inside an entity, or None when the entity is more or less than a name."""
    if kind not in _GUM_TYPES:
        return None
    first, last = start, end
    while first < last and (rows[first][3] == "DET" or (kind == "person" and rows[first][1].lower() in _TITLES)):
        first += 1
    while last > first and rows[last - 1][3] in ("PART", "PUNCT"):
        last -= 1
    inside = rows[first:last]
    proper = [r for r in inside if r[3] == "PROPN"]
    if not proper or any(r[3] in ("PART", "VERB", "AUX", "NOUN", "PRON") or r[1] == "," for r in inside):
        return None
    if kind == "person" and any("Number=Plur" in r[5] or r[1].lower() in _TITLES for r in proper):
        return None
    return first, last


def _brackets(entity: str) -> Iterator[tuple[bool, str, bool]]:
    at = 0
    while at < len(entity):
        if entity[at] == "(":
            end = at + 1
            while end < len(entity) and entity[end] not in "()":
                end += 1
            closed = end < len(entity) and entity[end] == ")"
            yield True, entity[at + 1 : end], closed
            at = end + closed
        else:
            end = entity.index(")", at) if ")" in entity[at:] else len(entity)
            yield False, entity[at:end], True
            at = end + 1


def read_gsd_words(folder: Path, names: Path | None = None) -> list[Words]:
    """GSD train: gold tags for all sentences, lemma and features for some, names where they were read.

    `names` holds read names without text: sentence number, TAB, `TYPE:first:last` over surface tokens.
    """
    extra = {tuple(r[1] for r in rows): rows for _, rows, _ in _conllu(folder / "gsd-train.lemma-feats.conllu")}
    read = _read_name_file(names) if names else {}
    found = []
    for number, line in enumerate((folder / "gsd-train.pos.txt").read_text("utf-8").splitlines()):
        pairs = [p.rsplit("##", 1) for p in line.split()]
        surface, words, part_of = _surface(pairs)
        if not words:
            continue
        rows = extra.get(tuple(w for w, _ in words))
        sentence = Words(forms=[w for w, _ in words], style="gsd", upos=[p for _, p in words])
        if rows is not None:
            sentence.lemmas = [r[2] for r in rows]
        if number in read:
            sentence.names, sentence.habit = _spread(read[number], part_of, len(words)), "read"
        if number % 2 and len(surface) < len(words):
            _contract(sentence, surface, part_of)
        found.append(sentence)
    return found


def _surface(pairs: list[list[str]]) -> tuple[list[str], list[tuple[str, str]], list[int]]:
    """(surface tokens, words, for each word the index of its surface token); a multiword token has two parts."""
    surface: list[str] = []
    words: list[tuple[str, str]] = []
    part_of: list[int] = []
    i = 0
    while i < len(pairs):
        form, tag = pairs[i]
        step = 1
        surface.append(form)
        if tag == "_":
            step = min(3, len(pairs) - i)
            for part in pairs[i + 1 : i + 3]:
                words.append((part[0], part[1]))
                part_of.append(len(surface) - 1)
        else:
            words.append((form, tag))
            part_of.append(len(surface) - 1)
        i += step
    return surface, words, part_of


def _contract(sentence: Words, surface: list[str], part_of: list[int]) -> None:
    keep = [i for i in range(len(part_of)) if i == 0 or part_of[i] != part_of[i - 1]]
    sentence.forms = [surface[part_of[i]] for i in keep]
    for name in ("upos", "lemmas", "names"):
        values = getattr(sentence, name)
        if values is not None:
            setattr(sentence, name, [values[i] for i in keep])


def _spread(spans: list[tuple[str, int, int]], part_of: list[int], n: int) -> list[str]:
    tags = ["O"] * n
    for kind, first, last in spans:
        inside = [i for i in range(n) if first <= part_of[i] < last]
        for k, i in enumerate(inside):
            tags[i] = ("B-" if k == 0 else "I-") + kind
    return tags


def _read_name_file(path: Path) -> dict[int, list[tuple[str, int, int]]]:
    found: dict[int, list[tuple[str, int, int]]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        number, _, spans = line.partition("\t")
        found[int(number)] = [
            (kind, int(first), int(last)) for kind, first, last in (s.split(":") for s in spans.split() if s != "-")
        ]
    return found
