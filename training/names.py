"""Sentences with named entities from column files."""

from collections.abc import Iterator
from pathlib import Path

from training.data import NAME_TYPES, Words


def read_germeval(path: Path) -> list[Words]:
    """GermEval 2014, outer level, the four main classes; derived and partial names are not names."""
    return [
        Words(forms=forms, style="gsd", names=[_main_class(t) for t in tags])
        for forms, tags in _columns(path, form=1, tag=2)
    ]


def read_mobie(path: Path) -> list[Words]:
    """MobIE: organisations, persons, cities and places; its stops, routes and streets are left out of the labels."""
    mapping = {
        "organization": "ORG",
        "organization-company": "ORG",
        "location": "LOC",
        "location-city": "LOC",
        "person": "PER",
    }
    found = []
    for forms, tags in _columns(path, form=0, tag=-1):
        names = []
        for tag in tags:
            prefix, _, kind = tag.partition("-")
            names.append(
                f"{prefix}-{mapping[kind]}" if kind in mapping else ("?" if kind.startswith("location") else "O")
            )
        found.append(Words(forms=forms, style="gsd", names=names, habit="mobie"))
    return found


def read_uner(path: Path) -> dict[tuple[str, ...], list[str]]:
    """Names of German PUD by the words of the sentence; the set has no MISC, so what is not named stays unknown."""
    found = {}
    for forms, tags in _columns(path, form=1, tag=2):
        found[tuple(forms)] = [_main_class(t) for t in tags]
    return found


def _main_class(tag: str) -> str:
    prefix, _, kind = tag.partition("-")
    kind = "MISC" if kind == "OTH" else kind
    return f"{prefix}-{kind}" if kind in NAME_TYPES else "O"


def _columns(path: Path, *, form: int, tag: int) -> Iterator[tuple[list[str], list[str]]]:
    forms: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if not line.strip():
            if forms:
                yield forms, tags
            forms, tags = [], []
        elif not line.startswith(("#\t", "# ", "-DOCSTART-")):
            columns = line.split("\t")
            forms.append(columns[form])
            tags.append(columns[tag])
