"""Which sets are trained on, how often, and what is held out.

Held out, never trained on: GSD dev from its 601st sentence, the last 300 sentences of GermEval dev, every 15th EWT
document, and the claims of the two dev sets.
"""

import pickle
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lagebild.annotate.roles import KINDS, OPEN_KINDS
from lagebild.schema import EVENT_TYPES, Status
from training.data import (
    NAME_TYPES,
    PARTY_ROLES,
    Window,
    Words,
    frequent,
    pack,
)
from training.lemma import make_script
from training.model import Labels
from training.names import read_germeval, read_mobie, read_uner
from training.treebanks import read_gsd_words, read_treebank

GSD_TRAINED, GERMEVAL_HELD, EWT_EVERY = 600, 300, 15
LESS_IN_THE_END = {
    "gsd-words": 0.5,
    "gsd-named": 0.5,
    "hdt": 0.15,
    "ewt": 0.08,
    "gum": 0.08,
    "nl": 0.05,
    "scandinavian": 0.05,
    "germeval": 3.0,
    "mobie": 0.05,
}
"""Shares of an epoch of the last stage, in which the coded dispatches take most of the time."""
HERE = Path(__file__).resolve().parent


@dataclass
class Source:
    """A set of sentences: how many times it is seen in an epoch (below 1: a new part each epoch)."""

    sentences: list[Words]
    times: float
    packed: bool = True


@dataclass
class Material:
    """Everything trained on, and the windows held out by name."""

    sources: dict[str, Source]
    claims: list[Window]
    held_out: dict[str, list[Window]]
    coded: list[Window]
    """All coded dispatches that may be trained on: they name the classes of the claim heads."""
    seen: list[Window]
    """Dispatches whose words the vocabulary must hold."""

    def epoch(self, rng: random.Random, number: int) -> list[Window]:
        """The windows of one epoch."""
        windows = [*self.claims]
        for source in self.sources.values():
            for part in _portions(source, number):
                windows.extend(pack(part, rng) if source.packed else [Window([s]) for s in part])
        return windows

    def sentences(self) -> Iterable[Words]:
        """All sentences trained on."""
        for source in self.sources.values():
            yield from source.sentences
        for window in self.coded:
            yield from window.sentences

    def vocabulary(self) -> set[str]:
        """All words the model should cut well."""
        more = (s for w in self.seen for s in w.sentences)
        return {w for s in (*self.sentences(), *more) for w in s.forms}

    def labels(self) -> Labels:
        """The classes seen often enough to be learned."""
        everything = list(self.sentences())
        claims = [c for w in self.coded for c in w.claims or ()]
        scripts = (
            make_script(f, m)
            for s in everything
            for f, m in zip(s.forms, s.lemmas or (), strict=False)
            if m is not None and s.style not in ("nl", "scandinavian")
        )
        return Labels(
            upos=sorted(frequent((u for s in everything for u in s.upos or () if u), 20)),
            feats=frequent(
                (f for s in everything if s.style in ("gsd", "pud", "hdt", "ewt", "gum") for f in s.feats or ()), 5
            ),
            scripts=frequent(scripts, 3),
            relations=sorted(frequent((r for s in everything for r in s.relations or ()), 20)),
            names=["O", *(f"{p}-{t}" for t in NAME_TYPES for p in "BI")],
            types=list(EVENT_TYPES),
            modes=sorted(frequent((f"{c.type}/{c.mode or ''}" for c in claims), 3)),
            statuses=[str(s) for s in Status],
            countries=frequent((country for c in claims for _, _, country in c.roles), 4),
        )


def _portions(source: Source, number: int) -> Iterable[list[Words]]:
    whole, rest = int(source.times), source.times - int(source.times)
    for _ in range(whole):
        yield source.sentences
    if rest > 0.01:
        parts = max(1, round(1 / rest))
        size = -(-len(source.sentences) // parts)
        start = (number % parts) * size
        yield source.sentences[start : start + size]


def collect(shared: Path, folder: Path, stage: str) -> Material:
    """Read every set; for the stage `all` also what the silver stage wrote."""
    data = shared / "data"
    de, en = data / "treebanks" / "de", data / "treebanks" / "en"
    tree_ok = frozenset((de / "hdt-sample-dev.tree-ok.txt").read_text("utf-8").split())
    gsd = read_treebank(de / "gsd-dev.conllu", "gsd")
    gsd_joined = read_treebank(de / "gsd-dev.conllu", "gsd", collapse=True)
    pud = read_treebank(de / "pud.conllu", "pud")
    _add_uner(pud, read_uner(data / "ner" / "uner-pud.iob2"))
    hdt = [
        s
        for joined in (False, True)
        for s in read_treebank(de / "hdt-sample-dev.conllu", "hdt", collapse=joined, bad_trees=_all_ids(de) - tree_ok)
    ]
    ewt, ewt_held = _split_ewt(en / "ewt.conllu")
    gum = [
        s
        for name in ("news", "bio", "speech", "interview")
        for s in read_treebank(en / f"gum-{name}.conllu", "gum", collapse=name != "interview")
    ]
    related = [s for name in ("dev", "test") for s in read_treebank(data / "treebanks" / "nl" / f"{name}.conllu", "nl")]
    north = [
        s for name in ("sv", "da") for s in read_treebank(data / "treebanks" / name / "dev.conllu", "scandinavian")
    ]
    for s in related + north:
        s.feats, s.lemmas = None, None
    germeval = read_germeval(data / "ner" / "germeval2014-dev.tsv")
    words = read_gsd_words(de, HERE / "data" / "gsd-train.names.tsv")
    random.Random(2).shuffle(words)
    named = [w for w in words if w.names is not None]
    plain = [w for w in words if w.names is None]
    sources = {
        "gsd": Source(gsd[:GSD_TRAINED], 1.0),
        "gsd-joined": Source(gsd_joined[:GSD_TRAINED], 1.0),
        "pud": Source(pud, 0.5),
        "pud-joined": Source(read_treebank(de / "pud.conllu", "pud", collapse=True), 0.5),
        "hdt": Source(hdt, 0.5),
        "examples": Source(read_treebank(de / "docs-examples.conllu", "gsd"), 1.0),
        "ewt": Source(ewt, 0.2),
        "gum": Source(gum, 0.25),
        "nl": Source(related, 0.25),
        "scandinavian": Source(north, 0.25),
        "germeval": Source(germeval[:-GERMEVAL_HELD], 1.0),
        "mobie": Source(read_mobie(data / "ner" / "mobie-train.conll2003"), 0.15),
        "gsd-named": Source(named, 0.5),
        "gsd-words": Source(plain, 0.2),
    }
    claims: list[Window] = []
    all_claims = _claim_windows(data / "claims", folder)
    if stage != "syntax":
        german, english = _by_language(all_claims["train"] + all_claims["more"])
        english = 2 * english + 3 * all_claims["en.train"]
        random.Random(4).shuffle(german)
        claims = [settle(w) for w in german + english]
        _add_silver(words, folder)
        _add_names(sources.values(), folder)
        for name, times in LESS_IN_THE_END.items():
            sources[name].times = times
    held = {
        "gsd": [Window([s]) for s in gsd[GSD_TRAINED:]],
        "gsd-long": pack(gsd[GSD_TRAINED:], random.Random(3), alone=0.0),
        "ewt": [Window([s]) for s in ewt_held[:1000]],
        "germeval": [Window([s]) for s in germeval[-GERMEVAL_HELD:]],
    }
    if stage != "syntax":
        held |= {"claims-de": all_claims["dev"], "claims-en": all_claims["en.dev"]}
    # The classes of claims and the words of dispatches belong to the model from the first stage on.
    known = [w for name in ("train", "en.train", "more") for w in all_claims[name]]
    seen = [w for name in ("dev", "en.dev") for w in all_claims[name]]
    return Material(sources, claims, held, known, seen)


def _all_ids(de: Path) -> frozenset[str]:
    lines = (de / "hdt-sample-dev.conllu").read_text("utf-8").splitlines()
    return frozenset(line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id"))


def _add_uner(pud: list[Words], names: dict[tuple[str, ...], list[str]]) -> None:
    for s in pud:
        found = names.get(tuple(s.forms))
        if found is not None:
            # UNER knows no MISC: words outside its names may be MISC in GermEval's eyes, so they stay unlabelled
            # where they look like names.
            s.habit = "uner"
            s.names = [t if t != "O" or (s.upos or [])[i] != "PROPN" else "?" for i, t in enumerate(found)]


def _split_ewt(path: Path) -> tuple[list[Words], list[Words]]:
    plain, joined = read_treebank(path, "ewt"), read_treebank(path, "ewt", collapse=True)
    ids = [
        line.split("=", 1)[1].strip() for line in path.read_text("utf-8").splitlines() if line.startswith("# sent_id")
    ]
    documents = [i.rsplit("-", 1)[0] for i in ids]
    order = {d: k for k, d in enumerate(dict.fromkeys(documents))}
    assert len(ids) == len(plain)
    trained, held = [], []
    for i, document in enumerate(documents):
        if order[document] % EWT_EVERY == 7:
            held.append(plain[i])
        else:
            trained.append(joined[i] if order[document] % 2 else plain[i])
    return trained, held


def settle(window: Window) -> Window:
    """The window with sides as coded for words whose side no word of the phrase tells.

    Reading takes the model's guess for these; without this, a party would be pushed away from its own words wherever
    the tables misread them from the context.
    """
    coded: dict[int, Counter[str]] = {}
    for claim in window.claims or ():
        for word, role, country in claim.roles:
            if role in PARTY_ROLES and country is not None:
                coded.setdefault(word, Counter())[country] += 1
    sides = list(window.sides)
    for word, found in coded.items():
        if word < len(sides) and sides[word] is not None and KINDS[window.kinds[word]] in OPEN_KINDS:
            sides[word] = found.most_common(1)[0][0]
    return replace(window, sides=sides)


def _by_language(windows: list[Window]) -> tuple[list[Window], list[Window]]:
    """German and English windows; the language is that of the sentences' style."""
    english = [w for w in windows if w.sentences[0].style == "ewt"]
    return [w for w in windows if w.sentences[0].style != "ewt"], english


def _claim_windows(folder: Path, cache: Path) -> dict[str, list[Window]]:
    """Claims resolved to words by the silver stage where it has run, else the texts alone."""
    resolved = cache / "claims.pkl"
    if resolved.exists():
        found: dict[str, list[Window]] = pickle.loads(resolved.read_bytes())
        return found
    from training.silver import crude_windows

    return crude_windows(folder)


def _add_silver(words: list[Words], folder: Path) -> None:
    silver: dict[tuple[str, ...], tuple[list[int], list[str]]] = pickle.loads((folder / "silver.pkl").read_bytes())
    for s in words:
        tree = silver.get(tuple(s.forms))
        if tree is not None:
            s.heads, s.relations = list(tree[0]), list(tree[1])


def lacks_names(sentence: Words) -> bool:
    """Whether the shipped model may tell the names of a German sentence that has none."""
    return sentence.names is None and sentence.style in ("gsd", "hdt")


def _add_names(sources: Iterable[Source], folder: Path) -> None:
    """Names as the silver stage read them, in GermEval's habit."""
    silver: dict[tuple[str, ...], list[str]] = pickle.loads((folder / "names.pkl").read_bytes())
    for source in sources:
        for s in source.sentences:
            if lacks_names(s):
                s.names, s.habit = silver[tuple(s.forms)], "germeval"
