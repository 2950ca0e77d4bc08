"""Measures `resolve_party` on coded parties: is the side right, and is the person's name right?

Reads documents and claims as the coding readers left them, annotates each document and resolves the head token of
every party's words. With a language model the head comes from the parse and names from its entities, and where no word
of the phrase tells its side the model's own guess goes before the surroundings, as in the product; without one
(`--plain`) the head is guessed and names come from the table of persons alone. Development set: train; dev only tells.
Usage: python eval/parties.py DOCS CLAIMS [--plain] [--errors N] [--language de]
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from lagebild.annotate import Annotator, load_annotator
from lagebild.annotate.linking import link_mentions
from lagebild.annotate.proposals import GUESS_FLOOR
from lagebild.annotate.roles import KINDS, OPEN_KINDS, read_sides
from lagebild.annotate.segment import segment
from lagebild.knowledge import load_knowledge
from lagebild.knowledge.offices import load_offices
from lagebild.knowledge.parties import Resolution, resolve_party
from lagebild.knowledge.party_index import PartyIndex, index_parties
from lagebild.schema import Annotated, Dispatch, Interval, Language, Span, Token

_LINKS = {
    "der",
    "des",
    "von",
    "vom",
    "aus",
    "in",
    "im",
    "of",
    "from",
    "für",
    "for",
    ",",
    "an",
    "am",
    "mit",
    "bei",
}


class GoldParty(NamedTuple):
    """One party of a claim."""

    role: str
    span: Span
    text: str
    country: str
    name: str
    countries: frozenset[str]
    """All sides a reader gave these words in this role: *beide Staaten* stands for two."""


def main() -> None:
    """Print the shares and, if asked, the commonest errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--language", default="de")
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args()
    report(*count_parties(options.docs, options.claims, Language(options.language), options), options.errors)


def count_parties(
    docs: Path, claims: Path, language: Language, options: argparse.Namespace | None = None
) -> tuple[Counter[str], dict[str, list[str]]]:
    """Counts of parties, of right sides and names, and errors by the rule that made them."""
    documents = {row["id"]: row for row in _lines(docs)}
    counts: Counter[str] = Counter()
    errors: dict[str, list[str]] = defaultdict(list)
    for row in islice(_lines(claims), (options and options.limit) or None):
        dispatch = read_dispatch(documents[row["doc"]], language)
        coded = gold_parties(row)
        plain = options is not None and options.plain
        annotated = annotate_plain(dispatch, coded) if plain else annotate_with_model(dispatch)
        parties, guesses = index_parties(annotated), guess_sides(annotated)
        for gold in coded:
            judge(gold, parties, guesses, counts, errors)
    return counts, errors


def shares(counts: Counter[str]) -> dict[str, float]:
    """Right sides of party words and right names of persons, in percent."""
    return {
        "side": 100 * counts["side right"] / max(counts["parties"], 1),
        "name": 100 * counts["names right"] / max(counts["persons"], 1),
    }


def _lines(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_dispatch(row: dict, language: Language) -> Dispatch:  # type: ignore[type-arg]
    """A document of the gold data as a dispatch."""
    parts = [int(part) for part in row["date"].split("-")]
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    return Dispatch(row["id"], row["text"], Interval(first, first), language, row.get("source"), row.get("title"))


def gold_parties(row: dict) -> list[GoldParty]:  # type: ignore[type-arg]
    """All parties of a document with words of their own, each passage once."""
    found: dict[tuple[str, int, int], GoldParty] = {}
    for claim in row["claims"]:
        said = [claim["said_by"]] if claim["said_by"] else []
        for role, parties in (("actor", claim["actor"]), ("recipient", claim["recipient"]), ("said_by", said)):
            for party in parties:
                if not party["span"]:
                    continue
                span = Span(*party["span"])
                key = (role, span.start, span.end)
                sides = frozenset({party["country"]}) | (found[key].countries if key in found else frozenset())
                found[key] = GoldParty(role, span, party["text"], party["country"], party["name"], sides)
    return list(found.values())


def annotate_plain(dispatch: Dispatch, coded: Sequence[GoldParty] = ()) -> Annotated:
    """Tokens by rule, no parse; as names the persons of the table and the coded ones, a stand-in for the model's."""
    cut = segment(dispatch.text, dispatch.language)
    tokens = tuple(Token(s.start, s.end, s.of(dispatch.text), "", "", "", "_", -1, "") for s in cut.tokens)
    mentions = link_mentions(tokens, cut.sentences, _stand_in_names(tokens, coded), dispatch=dispatch)
    return Annotated(dispatch, tokens, cut.sentences, mentions)


def annotate_with_model(dispatch: Dispatch) -> Annotated:
    """The whole annotation of the package."""
    (found,) = _annotator().annotate([dispatch])
    if not isinstance(found, Annotated):
        raise SystemExit(f"{dispatch.name}: {found.detail}")
    return found


@cache
def _annotator() -> Annotator:
    return load_annotator()


def _stand_in_names(tokens: Sequence[Token], coded: Sequence[GoldParty]) -> list[tuple[Span, str]]:
    """Persons whose full or family name stands in the table or among the coded parties, wherever they occur."""
    offices, knowledge = load_offices(), load_knowledge()
    families = {gold.name.split()[-1] for gold in coded if _is_person_name(gold)}
    spellings = {gold.text.split()[-1] for gold in coded if _is_person_name(gold)} | families
    spellings |= {word.removesuffix("s") for word in spellings}
    full = {gold.text for gold in coded if _is_person_name(gold)}
    found, at = [], 0
    while at < len(tokens):
        step = 1
        for size in (3, 2, 1):
            words = [token.text for token in tokens[at : at + size]]
            if len(words) < size or not (words[0][:1].isupper() and words[-1][:1].isupper()):
                continue
            text = " ".join(words)
            if size == 1 and text not in spellings and (knowledge.noun(text) or knowledge.look_up(text)):
                continue
            last = words[-1]
            given = size == 1 or not any(knowledge.noun(word) or knowledge.look_up(word) for word in words[:-1])
            known = bool(offices.find_person(text)) and (size > 1 or len(text) > 4)
            named = given and (last in spellings or last.removesuffix("s") in spellings) and (size == 1 or text in full)
            if known or named:
                found.append((Span(tokens[at].start, tokens[at + size - 1].end), "PER"))
                step = size
                break
        at += step
    return found


def head_of(span: Span, parties: PartyIndex) -> int | None:
    """Head token of a passage: from the parse, else the last word before a genitive or preposition."""
    tokens = parties.annotated.tokens
    inside = [at for at, token in enumerate(tokens) if span.start <= token.start and token.end <= span.end]
    if not inside:
        inside = [at for at, token in enumerate(tokens) if token.start < span.end and span.start < token.end]
    while len(inside) > 1 and not tokens[inside[-1]].text[0].isalnum():
        inside.pop()
    if not inside:
        return None
    for at in inside:
        if tokens[at].head >= 0 and tokens[at].head not in inside:
            return at
    for at in inside[1:]:
        if tokens[at].text in _LINKS and tokens[at - 1].text[0].isupper():
            return at - 1
    return inside[-1]


def guess_sides(annotated: Annotated) -> dict[int, str]:
    """The side the language model is sure of, by token, for words whose phrase tells none."""
    sides = read_sides(annotated, load_knowledge())
    found: dict[int, tuple[float, str]] = {}
    for pointer in (pointer for proposal in annotated.proposals for pointer in proposal.pointers):
        if KINDS[sides.kinds[pointer.token]] in OPEN_KINDS and pointer.country_score >= GUESS_FLOOR:
            told = (pointer.country_score, pointer.country or "UNK")
            found[pointer.token] = max(told, found.get(pointer.token, told))
    return {token: side for token, (_, side) in found.items()}


def judge(
    gold: GoldParty, parties: PartyIndex, guesses: dict[int, str], counts: Counter[str], errors: dict[str, list[str]]
) -> None:
    """Count one party and file its error under the rule that made it."""
    head = head_of(gold.span, parties)
    if head is None:
        counts["no token"] += 1
        return
    found = resolve_party(head, parties)
    counts["parties"] += 1
    side = guesses.get(head) or found.country or "UNK"
    right = any(_same_side(side, country) for country in gold.countries)
    counts["side right"] += right
    counts["known"] += gold.country != "UNK"
    counts["known right"] += right and gold.country != "UNK"
    if not right:
        rule = found.reason.split(":")[0] + (
            ":" + found.reason.split(":")[1] if found.reason.startswith("mention") else ""
        )
        errors[rule].append(_describe(gold, found, parties))
    if _is_person_name(gold):
        counts["persons"] += 1
        same = _fold(found.name) == _fold(gold.name)
        counts["names right"] += same
        if not same:
            errors["name"].append(_describe(gold, found, parties))


def _same_side(found: str, gold: str) -> bool:
    if found.startswith("REB:") and gold.startswith("REB:"):
        return True
    return found == gold


def _is_person_name(gold: GoldParty) -> bool:
    """Whether the passage names a person: it shares the last name with a canonical name that is no body or place."""
    if len(gold.name.split()) < 2 or load_knowledge().look_up(gold.name, Language.ENGLISH):
        return False
    words = [word.strip(",.").removesuffix("s") for word in gold.text.split() if word[:1].isupper()]
    family = gold.name.split()[-1]
    if load_offices().find_person(gold.name):
        return any(_fold(word) == _fold(family) or _fold(word + "s") == _fold(family) for word in words)
    capitalised = all(
        word[:1].isupper() or word in {"von", "de", "der", "al", "bin", "van"} for word in gold.name.split()
    )
    return capitalised and bool(words) and gold.text.split()[-1].removesuffix("s") == family.removesuffix("s")


def _fold(name: str) -> str:
    from lagebild.knowledge.names import name_key

    return name_key(name)


def _describe(gold: GoldParty, found: Resolution, parties: PartyIndex) -> str:
    text = parties.annotated.dispatch.text
    around = text[max(0, gold.span.start - 70) : gold.span.end + 40].replace("\n", " ")
    wanted, got = f"{gold.country} {gold.name!r}", f"{found.country} {found.name!r} [{found.reason}]"
    return f"{gold.text!r} gold {wanted} got {got} … {around}"


def report(counts: Counter[str], errors: dict[str, list[str]], show: int) -> None:
    """Shares, then errors by rule."""
    total = max(counts["parties"], 1)
    print(f"parties {counts['parties']}: side right {counts['side right'] / total:.3f}")
    print(f"  of known sides {counts['known right'] / max(counts['known'], 1):.3f} ({counts['known']})")
    print(f"persons {counts['persons']}: name right {counts['names right'] / max(counts['persons'], 1):.3f}")
    for rule, cases in sorted(errors.items(), key=lambda item: -len(item[1])):
        print(f"-- {rule}: {len(cases)}")
        for case in cases[:: max(1, len(cases) // show)][:show] if show else ():
            print("   ", case)


if __name__ == "__main__":
    main()
