"""Writes the lemma lexica of `lagebild.annotate` from the training parts of the treebanks.

`python -m training.lemma_lexicon SHARED` reads what training/collect.py trains on and writes
`src/lagebild/annotate/data/lemmas.{gsd,ewt}.txt`: one line for every tag and edit script, with the forms it fits.
A form is listed where at least three of four occurrences agree; the treebank whose style is shipped weighs most.
Never reads held-out sentences.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.language import EWT_EVERY, EWT_HELD, GSD_TRAINED

from training.lemma import make_script

HEADER = """# Lemmas of {language}: universal tag, edit script (see lemmas_scripts.py), forms.
# `+` marks further lemmas, `?` further forms.
# Drawn by training/lemma_lexicon.py from {sources}. Licence: CC BY-SA 4.0.
"""
OUT = Path(__file__).resolve().parent.parent / "src" / "lagebild" / "annotate" / "data"
SKIPPED = frozenset({"_", "PUNCT", "SYM", "X", "NUM"})
CLOSED = frozenset({"DET", "PRON", "ADP", "PART", "CCONJ", "SCONJ", "AUX", "INTJ"})
AGREE = 0.75
DISTRUSTED = frozenset({"NOUN", "PROPN"})
ADJECTIVAL = ("lich", "ig", "end", "iert", "igt", "isch", "ert", "elt", "annt", "ossen", "tet", "andt", "grün", "eilt")
_PLAIN = {"Ä": "A", "Ö": "O", "Ü": "U"}

Found = dict[tuple[str, str], Counter[str]]


def main() -> None:
    """Write both lexica."""
    data = Path(sys.argv[1]) / "data" / "treebanks"
    de, en = data / "de", data / "en"
    german: Found = defaultdict(Counter)
    _count(german, _blocks(de / "gsd-dev.conllu")[:GSD_TRAINED], 4)
    _count(german, _blocks(de / "docs-examples.conllu"), 2)
    _count(german, _blocks(de / "gsd-train.lemma-feats.conllu"), 2, closed=False)
    _count(german, _blocks(de / "pud.conllu"), 1, closed=False)
    _count(german, _blocks(de / "hdt-sample-dev.conllu"), 1, closed=False)
    seen = Counter(
        word.rpartition("##")[0]
        for line in (de / "gsd-train.pos.txt").read_text("utf-8").splitlines()
        for word in line.split()
        if word.endswith("##NOUN") and word[:1].isupper()
    )
    sources = "UD German GSD (dev 1-600, SIGMORPHON 2019 sample of train), PUD, HDT (annotation) and UD documentation"
    _write(OUT / "lemmas.gsd.txt", german, HEADER.format(language="German", sources=sources), seen)
    english: Found = defaultdict(Counter)
    _count(english, _ewt_trained(en / "ewt.conllu"), 20)
    for name in ("news", "bio", "speech", "interview"):
        _count(english, _blocks(en / f"gum-{name}.conllu"), 1, closed=False)
    sources = "UD English EWT (without every 15th document) and GUM"
    _write(OUT / "lemmas.ewt.txt", english, HEADER.format(language="English", sources=sources))


def _blocks(path: Path) -> list[str]:
    return [b for b in path.read_text("utf-8").split("\n\n") if b.strip()]


def _ewt_trained(path: Path) -> list[str]:
    order: dict[str, int] = {}
    kept = []
    for block in _blocks(path):
        identity = next(line for line in block.split("\n") if line.startswith("# sent_id")).split("=", 1)[1].strip()
        document = order.setdefault(identity.rsplit("-", 1)[0], len(order))
        if document % EWT_EVERY != EWT_HELD:
            kept.append(block)
    return kept


def _words(blocks: list[str]) -> Iterator[tuple[str, str, str]]:
    """Forms, tags and lemmas; without German nouns that stand in the plural and are called their own lemma in -e."""
    for block in blocks:
        for line in block.split("\n"):
            columns = line.split("\t")
            if len(columns) != 10 or not columns[0].isdigit():
                continue
            unchanged = (
                columns[1] == columns[2] and columns[3] == "NOUN" and columns[1].istitle() and columns[1].endswith("e")
            )
            if not (unchanged and "Number=Plur" in columns[5]):
                yield columns[1], columns[3], columns[2].split("|")[0]


def _count(found: Found, blocks: list[str], weight: int, *, closed: bool = True) -> None:
    for form, upos, lemma in _words(blocks):
        if upos in SKIPPED or lemma in ("_", "unknown", "d") or " " in form or " " in lemma:
            continue
        if upos in DISTRUSTED and not _plausible(form, lemma, upos):
            continue
        if closed or upos not in CLOSED:
            found[_key(form, upos), upos][lemma] += weight


def _plausible(form: str, lemma: str, upos: str) -> bool:
    """Whether it is no slip of the automatic lemmas: a compound cut to its last part, an adjective made a noun."""
    if upos != "ADJ" and lemma[0].upper() not in (form[0].upper(), _PLAIN.get(form[0].upper())):
        return False
    if upos == "NOUN" and len(lemma) < len(form) and form.lower().endswith(lemma.lower()):
        return False
    return not (upos == "NOUN" and lemma.endswith(ADJECTIVAL) and form in {lemma + e for e in ("e", "en", "er", "em")})


def _key(form: str, upos: str) -> str:
    return form if upos in ("NOUN", "PROPN") else form.lower()


def _write(path: Path, found: Found, header: str, seen: Iterable[str] = ()) -> None:
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    known: dict[str, set[str]] = defaultdict(set)
    for (form, upos), lemmas in found.items():
        lemma, times = lemmas.most_common(1)[0]
        if times >= AGREE * lemmas.total():
            lines[upos, make_script(form, lemma)].append(form)
        elif upos not in CLOSED:
            known[upos].add(lemma)
    for upos, more in known.items():
        lines[f"{upos}+", "k|0||0|"] = list(more)
    listed = {form for form, upos in found if upos == "NOUN"}
    nouns = [s for s in seen if s.isalpha() and len(s) > 2 and s not in listed]
    if nouns:
        lines["NOUN?", "k|0||0|"] = nouns
    text = "".join(f"{upos}\t{script}\t{' '.join(sorted(forms))}\n" for (upos, script), forms in sorted(lines.items()))
    path.write_text(header + text, "utf-8")


if __name__ == "__main__":
    main()
